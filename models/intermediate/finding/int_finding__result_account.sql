select
    {{ finding('result_account', 'balances.association_code', 'balances.fiscal_year',
               "concat(balances.account, ' ', coalesce(balances.account_name, ''))",
               'balances.movement_sek', 'balances.delivered_result_sek') }}
from {{ ref('int_ledger__account_balance') }} as balances
where
    balances.delivered_result_sek is not null
    and balances.movement_sek <> balances.delivered_result_sek
