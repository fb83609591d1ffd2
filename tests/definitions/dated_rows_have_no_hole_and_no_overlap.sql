-- Per dated definition and key: each row ends no earlier than it starts, and the next row starts the day after it ends.
{%- set keys = definition_keys() %}
{%- set dated = dict(keys['definitions'], **keys['reference']) %}
with

dated_rows as (
    {%- for seed in dated %}
    select
        '{{ seed }}' as seed,
        {{ row_key(seed, 'definitions') }} as row_key,
        definitions.valid_from,
        definitions.valid_to
    from {{ ref(seed) }} as definitions
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
        when valid_from is null or valid_to is null then 'ett datum saknas'
        when valid_from > valid_to then 'raden slutar före sin början'
        when next_from <= valid_to then concat('raden överlappar nästa rad, som börjar ', next_from)
        else concat('det är en lucka till nästa rad, som börjar ', next_from)
    end as problem_sv,
    case
        when valid_from is null or valid_to is null then 'a date is missing'
        when valid_from > valid_to then 'the row ends before it starts'
        when next_from <= valid_to then concat('the row overlaps the next one, which starts ', next_from)
        else concat('there is a hole before the next row, which starts ', next_from)
    end as problem_en,
    coalesce(next_from - 1, make_date(9999, 12, 31)) as right_valid_to
from in_order
where
    valid_from is null
    or valid_to is null
    or valid_from > valid_to
    or next_from <> valid_to + 1
