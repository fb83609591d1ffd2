-- Rows of the tables of definitions and decisions = rows of the published registry, table by table.
{%- set keys = definition_keys() %}
{%- set tables = dict(keys['definitions'], **dict(keys['decisions'], **keys['calendars'])) %}
with

held as (
    {%- for table in tables %}
    select '{{ table }}' as definition_table, count(*) as row_count from {{ ref(table) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

registered as (
    select definition_table, count(*) as row_count
    from {{ ref('published__definition') }}
    group by definition_table
)

select
    held.definition_table as seed,
    held.row_count as row_count_held,
    registered.row_count as row_count_registered
from held
left join registered
    on held.definition_table = registered.definition_table
where held.row_count <> coalesce(registered.row_count, 0)
