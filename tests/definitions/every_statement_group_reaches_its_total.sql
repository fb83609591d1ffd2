-- Every group of result accounts = a term of the result for the year; every group of balance accounts = a term of a total
-- of the balance sheet. A group without a term would lose its money.
select
    'statement_group' as seed,
    {{ row_key('statement_group', 'groups') }} as row_key,
    groups.account_class
from {{ ref('statement_group') }} as groups
where
    (
        groups.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
        and groups.statement_group not in (
            select terms.statement_group
            from {{ ref('statement_term') }} as terms
            where
                terms.statement = 'income_statement'
                and terms.line_key = 'result_for_year'
        )
    )
    or (
        groups.account_class in ('asset', 'equity', 'liability', 'result')
        and groups.statement_group not in (
            select terms.statement_group
            from {{ ref('statement_term') }} as terms
            where
                terms.statement = 'balance_sheet'
                and terms.line_key in ('assets_total', 'equity_provisions_liabilities_total')
        )
    )
