-- Follow-up counts as delivered. What is stated on every status row of an exit period is taken from the row that states most, once.
with

delivered as (
    select
        {{ fact_key(['association_code', 'programme_code', 'exit_from', 'exit_to', 'months_after', "''"]) }}
            as period_key,
        {{ fact_key([
            'association_code', 'programme_code', 'exit_from', 'exit_to', 'months_after', 'status_at_followup'
        ]) }} as status_key,
        *
    from {{ ref('int_follow_up__delivered_status') }}
    where delivery_rank = 1
)

{% for column in ['consented_count', 'answered_count'] %}
select
    {{ cell_id('follow_up', 'period_key', "'" ~ column ~ "'") }} as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast({{ column }} as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from delivered
where {{ column }} is not null
qualify row_number() over (partition by period_key order by {{ column }} desc, file_sha256, line_no) = 1
union all
{%- endfor %}
select
    {{ cell_id('follow_up', 'status_key', "'status_count'") }} as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast(status_count as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from delivered
where status_count is not null
