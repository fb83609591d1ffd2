select
    {{ finding('opening_movement_closing', 'balances.association_code', 'balances.fiscal_year',
               "concat(balances.account, ' ', coalesce(balances.account_name, ''))",
               'balances.closing_sek', 'balances.delivered_closing_sek') }}
from {{ ref('int_ledger__account_balance') }} as balances
where
    balances.has_balances
    and balances.account_class in ('asset', 'equity', 'liability')
    and balances.closing_sek <> coalesce(balances.delivered_closing_sek, 0)
