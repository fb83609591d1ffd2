-- Every building block of indicators in the smallest sums that delivered rows are known for; set '' holds for every set.
with

parts as (
    {%- for family in ['cost', 'programme_cost'] %}
    select
        association_code, unit_code, fiscal_year, definition_set, breakdown, breakdown_value, measure_code, source_key,
        1 as coefficient
    from {{ ref('int_source__' ~ family ~ '_part') }}
    union all
    {%- endfor %}
    {%- for family in ['money', 'reach'] %}
    select
        association_code, unit_code, fiscal_year, '' as definition_set, '' as breakdown, '' as breakdown_value,
        measure_code, source_key, coefficient
    from {{ ref('int_source__' ~ family ~ '_part') }}
    union all
    {%- endfor %}
    {%- for family in ['participation', 'survey', 'follow_up'] %}
    select
        association_code, unit_code, fiscal_year, '' as definition_set, breakdown, breakdown_value, measure_code,
        source_key, coefficient
    from {{ ref('int_source__' ~ family ~ '_part') }}
    union all
    {%- endfor %}
    {%- for family in ['outcome', 'matched'] %}
    select
        association_code, unit_code, fiscal_year, definition_set, breakdown, breakdown_value, measure_code, source_key,
        coefficient
    from {{ ref('int_source__' ~ family ~ '_part') }}
    union all
    {%- endfor %}
    select
        association_code, '' as unit_code, fiscal_year, '' as definition_set, breakdown, breakdown_value, measure_code,
        source_key, 1 as coefficient
    from {{ ref('int_source__programme_part') }}
    union all
    select
        association_code, unit_code, fiscal_year, '' as definition_set, breakdown, breakdown_value, measure_code,
        {{ person_source_key('measures') }} as source_key,
        1 as coefficient
    from {{ ref('int_indicator__person_measure') }} as measures
)

select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    breakdown,
    breakdown_value,
    measure_code,
    source_key,
    cast(sum(coefficient) as decimal(18, 4)) as coefficient
from parts
group by
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    breakdown,
    breakdown_value,
    measure_code,
    source_key
having sum(coefficient) <> 0
