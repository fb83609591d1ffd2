-- Per association and year: result of the published income statement = minus what is booked on result
-- accounts: #TRANS in staging, and the changes of files without vouchers.
with

booked as (
    select files.association_code, files.fiscal_year, transactions.account, transactions.amount_sek
    from {{ ref('stg_sie__transaction') }} as transactions
    inner join {{ ref('int_ledger__effective_file') }} as files
        on transactions.file_sha256 = files.file_sha256
    where transactions.is_effective
    union all
    select association_code, fiscal_year, account, amount_sek
    from {{ ref('int_ledger__line') }}
    where voucher_ordinal is null
),

staged as (
    select booked.association_code, booked.fiscal_year, -sum(booked.amount_sek) as staged_result_sek
    from booked
    inner join {{ ref('int_ledger__account') }} as accounts
        on
            booked.association_code = accounts.association_code
            and booked.fiscal_year = accounts.fiscal_year
            and booked.account = accounts.account
            and accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
    group by booked.association_code, booked.fiscal_year
)

select
    staged.association_code,
    staged.fiscal_year,
    staged.staged_result_sek,
    statements.amount_sek as published_result_sek
from staged
left join {{ ref('published__income_statement') }} as statements
    on
        staged.association_code = statements.association_code
        and staged.fiscal_year = statements.fiscal_year
        and statements.line = 'result_for_year'
where
    statements.amount_sek is null
    or staged.staged_result_sek <> statements.amount_sek
