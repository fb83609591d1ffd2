select
    {{ finding('waiting_offer_before_application', 'association_code', 'fiscal_year', 'unit_code', '0',
               'refused_date_count', fact_key=fact_key(['association_code', 'unit_code', 'fiscal_year', 'route'])) }}
from {{ ref('int_waiting__summary') }}
where
    scope = 'programme'
    and route = ''
    and refused_date_count > 0
