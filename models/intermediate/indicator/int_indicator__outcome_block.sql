-- All building blocks about people in one shape and in every set that covers outcomes.
with

without_set as (
    select
        association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, amount, provenance_rank,
        first_source, last_source
    from {{ ref('int_indicator__participation_measure') }}
    union all
    select
        association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, amount, provenance_rank,
        first_source, last_source
    from {{ ref('int_indicator__sex_measure') }}
    union all
    select
        association_code, unit_code, fiscal_year, '' as breakdown, '' as breakdown_value, measure_code, amount,
        provenance_rank, first_source, last_source
    from {{ ref('int_indicator__residence_measure') }}
    union all
    select
        association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, amount, provenance_rank,
        first_source, last_source
    from {{ ref('int_indicator__reach_measure') }}
    {%- for topic in ['survey', 'waiting', 'follow_up', 'person', 'programme'] %}
    union all
    select
        association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, amount, provenance_rank,
        source_system as first_source, source_system as last_source
    from {{ ref('int_indicator__' ~ topic ~ '_measure') }}
    {%- endfor %}
)

select
    without_set.association_code,
    without_set.unit_code,
    without_set.fiscal_year,
    sets.definition_set,
    without_set.breakdown,
    without_set.breakdown_value,
    without_set.measure_code,
    without_set.amount,
    without_set.provenance_rank,
    without_set.first_source,
    without_set.last_source
from without_set
inner join {{ ref('definition_set') }} as sets
    on
        sets.covers_outcome
        and sets.association_code in (without_set.association_code, '*')
{%- for model in ['outcome', 'matched'] %}
union all
select
    association_code, unit_code, fiscal_year, definition_set, breakdown, breakdown_value, measure_code, amount,
    provenance_rank, first_source, last_source
from {{ ref('int_indicator__' ~ model ~ '_measure') }}
{%- endfor %}
union all
select
    association_code, '' as unit_code, fiscal_year, definition_set, breakdown, breakdown_value, measure_code, amount,
    provenance_rank, first_source, last_source
from {{ ref('int_indicator__pool_measure') }}
