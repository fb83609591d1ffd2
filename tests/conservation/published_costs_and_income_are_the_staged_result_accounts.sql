-- Per association, year and set: published costs - income = what is booked on result accounts: #TRANS in staging, and
-- the changes of files without vouchers.
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
    select booked.association_code, booked.fiscal_year, sum(booked.amount_sek) as staged_sek
    from booked
    inner join {{ ref('int_ledger__account') }} as accounts
        on
            booked.association_code = accounts.association_code
            and booked.fiscal_year = accounts.fiscal_year
            and booked.account = accounts.account
            and accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
    group by booked.association_code, booked.fiscal_year
),

expected as (
    select staged.association_code, staged.fiscal_year, sets.definition_set, staged.staged_sek
    from staged
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost
),

parts as (
    select association_code, fiscal_year, definition_set, amount_sek
    from {{ ref('published__cost_line') }}
    union all
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        case when subjects.account_class = 'income' then -amounts.amount_sek else amounts.amount_sek end as amount_sek
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__ledger_subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    inner join {{ ref('cost_category') }} as categories
        on
            amounts.cost_category = categories.cost_category
            and categories.kind = 'income'
),

published as (
    select association_code, fiscal_year, definition_set, sum(amount_sek) as published_sek
    from parts
    group by association_code, fiscal_year, definition_set
)

select
    coalesce(expected.association_code, published.association_code) as association_code,
    coalesce(expected.fiscal_year, published.fiscal_year) as fiscal_year,
    coalesce(expected.definition_set, published.definition_set) as definition_set,
    expected.staged_sek,
    published.published_sek
from expected
full outer join published
    on
        expected.association_code = published.association_code
        and expected.fiscal_year = published.fiscal_year
        and expected.definition_set = published.definition_set
where coalesce(expected.staged_sek, 0) <> coalesce(published.published_sek, 0)
