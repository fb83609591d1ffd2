-- Per account of a file in use without vouchers: its ledger lines = the month changes, counted in one dimension, where
-- the file has them, else closing - opening + result as delivered.
with

files as (
    select association_code, fiscal_year, file_sha256
    from {{ ref('int_ledger__effective_file') }}
    where voucher_count = 0
),

months as (
    select file_sha256, account, sum(amount_sek) as month_sek
    from {{ ref('int_ledger__period_amount') }}
    where
        balance_kind = 'PSALDO'
        and year_no = 0
    group by file_sha256, account
),

files_with_months as (
    select file_sha256
    from months
    group by file_sha256
),

changes as (
    select
        file_sha256,
        account,
        sum(case when balance_kind = 'IB' then -amount_sek else amount_sek end) as change_sek
    from {{ ref('stg_sie__balance') }}
    where
        balance_kind in ('IB', 'UB', 'RES')
        and year_no = 0
        and file_sha256 not in (select with_months.file_sha256 from files_with_months as with_months)
    group by file_sha256, account
),

expected as (
    select file_sha256, account, month_sek as expected_sek
    from months
    union all
    select file_sha256, account, change_sek as expected_sek
    from changes
),

entries as (
    select files.association_code, files.fiscal_year, expected.account, expected.expected_sek, 0 as ledger_sek
    from expected
    inner join files
        on expected.file_sha256 = files.file_sha256
    union all
    select association_code, fiscal_year, account, 0 as expected_sek, amount_sek as ledger_sek
    from {{ ref('int_ledger__line') }}
    where voucher_ordinal is null
)

select
    association_code,
    fiscal_year,
    account,
    sum(expected_sek) as expected_sek,
    sum(ledger_sek) as ledger_sek
from entries
group by association_code, fiscal_year, account
having sum(expected_sek) <> sum(ledger_sek)
