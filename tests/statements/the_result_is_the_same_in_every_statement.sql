-- Per association and year: result of the income statement = of the balance sheet = of the cash flow = of the operating
-- statement = of equity.
with

results as (
    select association_code, fiscal_year, 'balance_sheet' as statement, amount_sek
    from {{ ref('published__balance_sheet') }}
    where line = 'result_for_year'
    union all
    select association_code, fiscal_year, 'cash_flow' as statement, amount_sek
    from {{ ref('published__cash_flow') }}
    where line = 'result_for_year'
    union all
    select association_code, fiscal_year, 'operating_statement' as statement, amount_sek
    from {{ ref('published__operating_statement') }}
    where line = 'result'
    union all
    select association_code, fiscal_year, 'equity' as statement, result_sek as amount_sek
    from {{ ref('published__equity') }}
    where basis = 'ledger'
)

select
    results.association_code,
    results.fiscal_year,
    results.statement,
    results.amount_sek,
    income.amount_sek as income_statement_sek
from results
left join {{ ref('published__income_statement') }} as income
    on
        results.association_code = income.association_code
        and results.fiscal_year = income.fiscal_year
        and income.line = 'result_for_year'
where coalesce(results.amount_sek, 0) <> coalesce(income.amount_sek, 0)
