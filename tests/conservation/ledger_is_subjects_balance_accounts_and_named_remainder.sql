-- Per association, year and account: ledger = cost and income subjects + accounts of the balance sheet and closing entry
-- + accounts without group, each of which is named in the finding account_without_group.
with

ledger as (
    select association_code, fiscal_year, account, sum(amount_sek) as ledger_sek
    from {{ ref('int_ledger__line') }}
    group by association_code, fiscal_year, account
),

subjects as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        keys.account,
        sum(case when subjects.account_class = 'income' then -subjects.amount_sek else subjects.amount_sek end)
            as subject_sek
    from {{ ref('int_cost__ledger_subject') }} as subjects
    inner join {{ ref('int_ledger__key') }} as keys
        on subjects.subject_key = concat('L', keys.ledger_key)
    group by subjects.association_code, subjects.fiscal_year, keys.account
),

findings as (
    select association_code, fiscal_year, split_part(subject, ' ', 1) as account
    from {{ ref('published__finding') }}
    where check_code = 'account_without_group'
)

select
    ledger.association_code,
    ledger.fiscal_year,
    ledger.account,
    ledger.ledger_sek,
    subjects.subject_sek,
    accounts.account_class
from ledger
left join subjects
    on
        ledger.association_code = subjects.association_code
        and ledger.fiscal_year = subjects.fiscal_year
        and ledger.account = subjects.account
left join {{ ref('int_ledger__account') }} as accounts
    on
        ledger.association_code = accounts.association_code
        and ledger.fiscal_year = accounts.fiscal_year
        and ledger.account = accounts.account
left join findings
    on
        ledger.association_code = findings.association_code
        and ledger.fiscal_year = findings.fiscal_year
        and ledger.account = findings.account
where
    (
        accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
        and ledger.ledger_sek <> coalesce(subjects.subject_sek, 0)
    )
    or (
        accounts.account_class in ('asset', 'equity', 'liability', 'result', 'internal')
        and subjects.subject_sek is not null
    )
    or (accounts.account_class is null and findings.account is null)
