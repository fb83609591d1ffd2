-- Per association and year: closing equity in equity = other equity + result in the balance sheet = operating statement.
with

sheet as (
    select association_code, fiscal_year, sum(amount_sek) as sheet_sek
    from {{ ref('published__balance_sheet') }}
    where line in ('other_equity', 'result_for_year')
    group by association_code, fiscal_year
)

select
    equity.association_code,
    equity.fiscal_year,
    equity.closing_sek,
    sheet.sheet_sek,
    operating.amount_sek as operating_sek
from {{ ref('published__equity') }} as equity
left join sheet
    on
        equity.association_code = sheet.association_code
        and equity.fiscal_year = sheet.fiscal_year
left join {{ ref('published__operating_statement') }} as operating
    on
        equity.association_code = operating.association_code
        and equity.fiscal_year = operating.fiscal_year
        and operating.line = 'closing_equity'
where
    equity.basis = 'ledger'
    and (
        coalesce(equity.closing_sek, 0) <> coalesce(sheet.sheet_sek, 0)
        or coalesce(equity.closing_sek, 0) <> coalesce(operating.amount_sek, 0)
    )
