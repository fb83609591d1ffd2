-- Rows that begin after the first day of the data or end before its last; holes between rows are for a test to find.
{%- set periods = ['int_exit__mapped', 'int_participation__delivered', 'int_referral__mapped'] %}
with

days as (
    {%- for model in periods %}
    select min(period_from) as first_day, max(period_to) as last_day
    from {{ ref(model) }}
    union all
    {%- endfor %}
    select min(valid_on) as first_day, max(last_day(valid_on)) as last_day
    from {{ ref('int_cost__subject') }}
),

calendar as (
    select min(first_day) as first_day, max(last_day) as last_day
    from days
),

definition_rows as (
    {%- for table in standing_definitions() %}
    select
        '{{ table }}' as definition_table,
        {{ row_key(table, 'definitions') }} as row_key,
        definitions.valid_from,
        definitions.valid_to
    from {{ ref(table) }} as definitions
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

held as (
    select
        definition_table,
        row_key,
        min(valid_from) as held_from,
        max(valid_to) as held_to
    from definition_rows
    group by definition_table, row_key
)

select
    {{ finding('definition_not_in_force', 'null', 'null', "concat(held.definition_table, ': ', held.row_key)",
               'null', 'null',
               "concat('gäller ', held.held_from, ' till ', held.held_to, ', uppgifter finns ', calendar.first_day, ' till ', calendar.last_day)",
               "concat('holds ', held.held_from, ' to ', held.held_to, ', data run from ', calendar.first_day, ' to ', calendar.last_day)") }}
from held
inner join calendar
    on held.held_from > calendar.first_day or held.held_to < calendar.last_day
