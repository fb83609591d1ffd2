-- Rules that are applied to the months of the ledger start on the first of a month and end on the last.
{%- set seeds = ['allocation_key', 'cost_rule', 'cost_type_rule', 'programme_link', 'time_key'] %}
with

rules as (
    {%- for seed in seeds %}
    select
        '{{ seed }}' as seed,
        {{ row_key(seed, 'rules') }} as row_key,
        rules.valid_from,
        rules.valid_to
    from {{ ref(seed) }} as rules
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    seed,
    row_key,
    valid_from,
    'valid_from' as column_name,
    cast(valid_from as varchar) as value,
    cast(date_trunc('month', valid_from) as date) as right_day
from rules
where day(valid_from) <> 1
union all
select
    seed,
    row_key,
    valid_from,
    'valid_to' as column_name,
    cast(valid_to as varchar) as value,
    last_day(valid_to) as right_day
from rules
where valid_to <> last_day(valid_to)
