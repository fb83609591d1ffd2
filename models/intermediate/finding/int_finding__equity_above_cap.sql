select
    {{ finding('equity_above_cap', 'association_code', 'fiscal_year', 'basis', 'cap_sek', 'closing_sek') }}
from {{ ref('fct_equity') }}
where is_above_cap
