-- Per association and year: total assets = total equity and liabilities, or there is a finding.
with

sheet as (
    select
        association_code,
        fiscal_year,
        sum(case when line = 'assets_total' then amount_sek else 0 end) as assets_sek,
        sum(case when line = 'equity_provisions_liabilities_total' then amount_sek else 0 end) as financing_sek
    from {{ ref('published__balance_sheet') }}
    group by association_code, fiscal_year
)

select sheet.*
from sheet
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'balance_sheet_balances'
        and sheet.association_code = findings.association_code
        and sheet.fiscal_year = findings.fiscal_year
where
    sheet.assets_sek <> sheet.financing_sek
    and findings.subject is null
