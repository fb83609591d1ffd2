-- Per dated definition and key: each row ends no earlier than it starts, and the next row starts the day after it ends.
{%- set keys = definition_keys() %}
{%- set dated = dict(keys['definitions'], **keys['reference']) %}
with

dated_rows as (
    {%- for seed, key in dated.items() %}
    select
        '{{ seed }}' as seed,
        concat_ws(' / ', {{ key | join(', ') }}) as row_key,
        valid_from,
        valid_to
    from {{ ref(seed) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

in_order as (
    select
        seed,
        row_key,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by seed, row_key order by valid_from, valid_to) as next_from
    from dated_rows
)

select
    seed,
    row_key,
    valid_from,
    valid_to,
    next_from,
    case
        when valid_from is null or valid_to is null then 'a date is missing'
        when valid_from > valid_to then 'ends before it starts'
        when next_from <= valid_to then 'overlaps the next row'
        else 'a hole before the next row'
    end as problem
from in_order
where
    valid_from is null
    or valid_to is null
    or valid_from > valid_to
    or next_from <> valid_to + 1
