select
    association_code,
    fiscal_year,
    definition_set,
    breakdown_value,
    amount as unclassified_sek
from {{ ref('int_indicator__cost_measure') }}
where
    measure_code = 'unclassified_cost'
    and unit_code = ''
    and amount <> 0
