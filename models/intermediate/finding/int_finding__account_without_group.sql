select
    {{ finding('account_without_group', 'balances.association_code', 'balances.fiscal_year',
               "concat(balances.account, ' ', coalesce(balances.account_name, ''))", '0',
               'coalesce(nullif(balances.closing_sek, 0), balances.movement_sek)') }}
from {{ ref('int_ledger__account_balance') }} as balances
where balances.statement_group is null
