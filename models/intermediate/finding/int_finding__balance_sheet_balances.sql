with

totals as (
    select
        association_code,
        fiscal_year,
        max(case when line_key = 'assets_total' then amount_sek end) as assets_sek,
        max(case when line_key = 'equity_provisions_liabilities_total' then amount_sek end) as financing_sek
    from {{ ref('int_statement__line') }}
    where statement = 'balance_sheet'
    group by association_code, fiscal_year
)

select
    {{ finding('balance_sheet_balances', 'association_code', 'fiscal_year', "'balance_sheet'",
               'assets_sek', 'financing_sek') }}
from totals
where assets_sek <> financing_sek
