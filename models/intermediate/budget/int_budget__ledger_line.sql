-- The budget that a SIE file carries (#PBUDGET), one row per account and year after the double-count rule.
select
    effective.association_code,
    effective.fiscal_year,
    amounts.file_sha256,
    min(amounts.first_line_no) as line_no,
    amounts.account,
    max(accounts.account_name) as account_name,
    cast(
        sum(case when accounts.account_class = 'income' then -amounts.amount_sek else amounts.amount_sek end)
        as decimal(18, 2)
    ) as amount_sek
from {{ ref('int_ledger__period_amount') }} as amounts
inner join {{ ref('int_ledger__effective_file') }} as effective
    on amounts.file_sha256 = effective.file_sha256
inner join {{ ref('int_ledger__account') }} as accounts
    on
        effective.association_code = accounts.association_code
        and effective.fiscal_year = accounts.fiscal_year
        and amounts.account = accounts.account
where
    amounts.balance_kind = 'PBUDGET'
    and amounts.year_no = 0
    and accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
group by effective.association_code, effective.fiscal_year, amounts.file_sha256, amounts.account
