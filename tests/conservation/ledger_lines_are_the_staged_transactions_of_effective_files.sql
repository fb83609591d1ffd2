-- Per association, year and account: sum and number of effective #TRANS of the files in use = sum and number of
-- voucher lines.
with

staged as (
    select
        files.association_code,
        files.fiscal_year,
        transactions.account,
        sum(transactions.amount_sek) as staged_sek,
        count(*) as staged_count
    from {{ ref('stg_sie__transaction') }} as transactions
    inner join {{ ref('int_ledger__effective_file') }} as files
        on transactions.file_sha256 = files.file_sha256
    where transactions.is_effective
    group by files.association_code, files.fiscal_year, transactions.account
),

ledger as (
    select association_code, fiscal_year, account, sum(amount_sek) as ledger_sek, count(*) as ledger_count
    from {{ ref('int_ledger__line') }}
    where voucher_ordinal is not null
    group by association_code, fiscal_year, account
)

select
    coalesce(staged.association_code, ledger.association_code) as association_code,
    coalesce(staged.fiscal_year, ledger.fiscal_year) as fiscal_year,
    coalesce(staged.account, ledger.account) as account,
    staged.staged_sek,
    ledger.ledger_sek,
    staged.staged_count,
    ledger.ledger_count
from staged
full outer join ledger
    on
        staged.association_code = ledger.association_code
        and staged.fiscal_year = ledger.fiscal_year
        and staged.account = ledger.account
where
    coalesce(staged.staged_sek, 0) <> coalesce(ledger.ledger_sek, 0)
    or coalesce(staged.staged_count, 0) <> coalesce(ledger.ledger_count, 0)
