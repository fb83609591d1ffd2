with

delivered as (
    select
        effective.association_code,
        effective.fiscal_year,
        balances.account,
        sum(case when balances.balance_kind = 'IB' then balances.amount_sek end) as opening_sek,
        sum(case when balances.balance_kind = 'UB' then balances.amount_sek end) as delivered_closing_sek,
        sum(case when balances.balance_kind = 'RES' then balances.amount_sek end) as delivered_result_sek
    from {{ ref('stg_sie__balance') }} as balances
    inner join {{ ref('int_ledger__effective_file') }} as effective
        on balances.file_sha256 = effective.file_sha256
    where
        balances.year_no = 0
        and balances.balance_kind in ('IB', 'UB', 'RES')
    group by effective.association_code, effective.fiscal_year, balances.account
),

movements as (
    select
        association_code,
        fiscal_year,
        account,
        sum(amount_sek) as movement_sek
    from {{ ref('int_ledger__key') }}
    group by association_code, fiscal_year, account
)

select
    accounts.association_code,
    accounts.fiscal_year,
    accounts.account,
    accounts.account_name,
    accounts.chart_code,
    accounts.account_class,
    accounts.statement_group,
    files.balance_count > 0 as has_balances,
    cast(delivered.opening_sek as decimal(18, 2)) as opening_sek,
    cast(coalesce(movements.movement_sek, 0) as decimal(18, 2)) as movement_sek,
    cast(coalesce(delivered.opening_sek, 0) + coalesce(movements.movement_sek, 0) as decimal(18, 2)) as closing_sek,
    cast(delivered.delivered_closing_sek as decimal(18, 2)) as delivered_closing_sek,
    cast(delivered.delivered_result_sek as decimal(18, 2)) as delivered_result_sek
from {{ ref('int_ledger__account') }} as accounts
inner join {{ ref('int_ledger__effective_file') }} as files
    on
        accounts.association_code = files.association_code
        and accounts.fiscal_year = files.fiscal_year
left join delivered
    on
        accounts.association_code = delivered.association_code
        and accounts.fiscal_year = delivered.fiscal_year
        and accounts.account = delivered.account
left join movements
    on
        accounts.association_code = movements.association_code
        and accounts.fiscal_year = movements.fiscal_year
        and accounts.account = movements.account
