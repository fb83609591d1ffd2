-- Participants and exits: the delivered row of each published count; person rows only by file, with their count.
with

person_files as (
    select
        association_code,
        file_sha256,
        count(*) over (partition by association_code) as file_count
    from {{ ref('int_person__spell') }}
    group by association_code, file_sha256
),

flows as (
    {%- for column in ['opening', 'new', 'completed', 'closing', 'total'] %}
    select
        {{ cell_id('participant_flow', flow_key('parts'), "'" ~ column ~ "'") }} as source_key,
        parts.association_code,
        parts.origin,
        parts.file_sha256,
        parts.line_no,
        parts.{{ column }}_count as amount
    from {{ ref('int_participation__part') }} as parts
    where parts.{{ column }}_count is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

exits as (
    select
        {{ cell_id('exit_outcome', exit_key('parts'), "'exit_count'") }} as source_key,
        parts.association_code,
        parts.origin,
        parts.file_sha256,
        parts.line_no,
        parts.exit_count as amount
    from {{ ref('int_exit__part') }} as parts
),

counts as (
    select * from flows
    union all
    select * from exits
),

person_counts as (
    select
        source_key,
        association_code,
        sum(amount) as amount
    from counts
    where origin = 'person'
    group by source_key, association_code
)

select
    source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast(amount as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from counts
where origin <> 'person'
union all
select
    person_counts.source_key,
    'person_rows' as source_kind,
    files.file_sha256,
    0 as line_no,
    cast(case when files.file_count = 1 then person_counts.amount end as decimal(18, 2)) as amount,
    case when files.file_count > 1 then 'several_files' end as no_amount_reason
from person_counts
inner join person_files as files
    on person_counts.association_code = files.association_code
