-- Per ledger file and account with #PBUDGET: budget lines = month amounts counted in one dimension, income turned to plus.
with

expected as (
    select
        files.association_code,
        amounts.file_sha256,
        amounts.account,
        sum(case when accounts.account_class = 'income' then -amounts.amount_sek else amounts.amount_sek end)
            as month_sek
    from {{ ref('int_ledger__period_amount') }} as amounts
    inner join {{ ref('int_ledger__effective_file') }} as files
        on amounts.file_sha256 = files.file_sha256
    inner join {{ ref('int_ledger__account') }} as accounts
        on
            files.association_code = accounts.association_code
            and files.fiscal_year = accounts.fiscal_year
            and amounts.account = accounts.account
            and accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
    where
        amounts.balance_kind = 'PBUDGET'
        and amounts.year_no = 0
    group by files.association_code, amounts.file_sha256, amounts.account
),

budgets as (
    select association_code, file_sha256, account, sum(amount_sek) as budget_sek
    from {{ ref('int_budget__line') }}
    where is_from_ledger
    group by association_code, file_sha256, account
)

select
    coalesce(expected.association_code, budgets.association_code) as association_code,
    coalesce(expected.file_sha256, budgets.file_sha256) as file_sha256,
    coalesce(expected.account, budgets.account) as account,
    expected.month_sek,
    budgets.budget_sek
from expected
full outer join budgets
    on
        expected.association_code = budgets.association_code
        and expected.file_sha256 = budgets.file_sha256
        and expected.account = budgets.account
where coalesce(expected.month_sek, 0) <> coalesce(budgets.budget_sek, 0)
