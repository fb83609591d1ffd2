{{ config(materialized="view") }}

-- A file without vouchers still tells the year: month changes where it has them (rows per cost centre and the rest of the total),
-- else the year's change per account.
with

files as (
    select association_code, fiscal_year, file_sha256, year_end
    from {{ ref('int_ledger__effective_file') }}
    where voucher_count = 0
),

month_totals as (
    select
        files.association_code,
        files.fiscal_year,
        totals.file_sha256,
        totals.period,
        totals.account,
        totals.amount_sek,
        totals.first_line_no
    from {{ ref('int_ledger__period_amount') }} as totals
    inner join files
        on
            totals.file_sha256 = files.file_sha256
            and totals.balance_kind = 'PSALDO'
            and totals.year_no = 0
),

unit_rows as (
    select
        files.association_code,
        files.fiscal_year,
        balances.file_sha256,
        balances.line_no,
        balances.period,
        balances.account,
        concat(balances.dim_no, ':', balances.object_code) as unit_object,
        balances.amount_sek
    from {{ ref('stg_sie__balance') }} as balances
    inner join files
        on balances.file_sha256 = files.file_sha256
    inner join {{ ref('int_ledger__dimension_role') }} as roles
        on
            files.association_code = roles.association_code
            and balances.dim_no = roles.dim_no
            and roles.role = 'unit'
    where
        balances.balance_kind = 'PSALDO'
        and balances.year_no = 0
),

unit_sums as (
    select association_code, file_sha256, period, account, sum(amount_sek) as amount_sek
    from unit_rows
    group by association_code, file_sha256, period, account
),

year_changes as (
    select
        files.association_code,
        files.fiscal_year,
        balances.file_sha256,
        min(balances.line_no) as line_no,
        balances.account,
        files.year_end,
        sum(case when balances.balance_kind = 'IB' then -balances.amount_sek else balances.amount_sek end) as amount_sek
    from {{ ref('stg_sie__balance') }} as balances
    inner join files
        on balances.file_sha256 = files.file_sha256
    left join month_totals
        on
            files.association_code = month_totals.association_code
            and balances.file_sha256 = month_totals.file_sha256
    where
        balances.year_no = 0
        and balances.balance_kind in ('IB', 'UB', 'RES')
        and month_totals.file_sha256 is null
    group by
        files.association_code, files.fiscal_year, balances.file_sha256, balances.account, files.year_end
)

select
    association_code,
    fiscal_year,
    file_sha256,
    line_no,
    cast(concat(left(period, 4), '-', right(period, 2), '-01') as date) as month,
    account,
    unit_object,
    amount_sek
from unit_rows
union all
select
    month_totals.association_code,
    month_totals.fiscal_year,
    month_totals.file_sha256,
    month_totals.first_line_no as line_no,
    cast(concat(left(month_totals.period, 4), '-', right(month_totals.period, 2), '-01') as date) as month,
    month_totals.account,
    cast(null as varchar) as unit_object,
    month_totals.amount_sek - coalesce(unit_sums.amount_sek, 0) as amount_sek
from month_totals
left join unit_sums
    on
        month_totals.association_code = unit_sums.association_code
        and month_totals.file_sha256 = unit_sums.file_sha256
        and month_totals.period = unit_sums.period
        and month_totals.account = unit_sums.account
where month_totals.amount_sek <> coalesce(unit_sums.amount_sek, 0)
union all
select
    association_code,
    fiscal_year,
    file_sha256,
    line_no,
    cast(date_trunc('month', year_end) as date) as month,
    account,
    cast(null as varchar) as unit_object,
    amount_sek
from year_changes
where amount_sek <> 0
