select
    {{ finding('equity_above_cap', 'association_code', 'fiscal_year', 'basis', 'cap_sek', 'closing_sek',
               "case when basis = 'ledger' then 'bokfört' else basis end", "case when basis = 'ledger' then 'booked' else basis end") }}
from {{ ref('fct_equity') }}
where is_above_cap
