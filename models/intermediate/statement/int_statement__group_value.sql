-- Each statement group of a ledger seen in four ways; the balance views exist only where opening balances were delivered.
with

sums as (
    select
        association_code,
        fiscal_year,
        statement_group,
        has_balances,
        sum(coalesce(opening_sek, 0)) as opening_sek,
        sum(movement_sek) as movement_sek,
        sum(closing_sek) as closing_sek
    from {{ ref('int_ledger__account_balance') }}
    where statement_group is not null
    group by association_code, fiscal_year, statement_group, has_balances
)

select association_code, fiscal_year, statement_group, 'movement' as value_kind, movement_sek as amount_sek
from sums
union all
select association_code, fiscal_year, statement_group, 'opening' as value_kind, opening_sek as amount_sek
from sums
where has_balances
union all
select association_code, fiscal_year, statement_group, 'closing' as value_kind, closing_sek as amount_sek
from sums
where has_balances
