-- Per association and year: closing cash - opening cash = cash flow of the year - what was booked straight on equity,
-- the closing entry, internal accounts and accounts without group (the named remainder).
with

flow as (
    select
        association_code,
        fiscal_year,
        sum(case line when 'cash_closing' then amount_sek when 'cash_opening' then -amount_sek else 0 end)
            as change_sek,
        sum(case when line = 'cash_flow_for_year' then amount_sek else 0 end) as cash_flow_sek
    from {{ ref('published__cash_flow') }}
    group by association_code, fiscal_year
),

remainders as (
    select association_code, fiscal_year, sum(movement_sek) as remainder_sek
    from {{ ref('int_ledger__account_balance') }}
    where
        account_class is null
        or account_class in ('equity', 'result', 'internal')
    group by association_code, fiscal_year
)

select
    flow.association_code,
    flow.fiscal_year,
    flow.change_sek,
    flow.cash_flow_sek,
    remainders.remainder_sek
from flow
left join remainders
    on
        flow.association_code = remainders.association_code
        and flow.fiscal_year = remainders.fiscal_year
where flow.change_sek <> flow.cash_flow_sek - coalesce(remainders.remainder_sek, 0)
