-- The part of a year's cost that no rule covers, in each set.
with

costs as (
    select
        association_code,
        fiscal_year,
        definition_set,
        breakdown_value,
        sum(case when measure_code = 'unclassified_cost' then amount end) as unclassified_sek,
        sum(case when measure_code = 'total_cost' then amount end) as total_sek
    from {{ ref('int_indicator__cost_measure') }}
    where
        measure_code in ('unclassified_cost', 'total_cost')
        and unit_code = ''
    group by association_code, fiscal_year, definition_set, breakdown_value
)

select
    association_code,
    fiscal_year,
    definition_set,
    breakdown_value,
    unclassified_sek,
    {{ fraction('abs(unclassified_sek)', 'abs(total_sek)') }} as unclassified_share
from costs
where unclassified_sek <> 0
