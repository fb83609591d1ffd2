-- Per association and year: total of equity and liabilities = its detail lines + the rounding of the printed sheet.
with

sheet as (
    select
        association_code,
        fiscal_year,
        sum(case when line_type = 'detail' then amount_sek else 0 end) as all_detail_sek,
        sum(case when line in ('fixed_assets', 'receivables', 'cash_and_bank') then amount_sek else 0 end)
            as asset_sek,
        sum(case when line = 'equity_provisions_liabilities_total' then amount_sek else 0 end) as total_sek
    from {{ ref('published__balance_sheet') }}
    group by association_code, fiscal_year
),

roundings as (
    select association_code, fiscal_year, -sum(closing_sek) as rounding_sek
    from {{ ref('int_ledger__account_balance') }}
    where statement_group = 'rounding'
    group by association_code, fiscal_year
)

select
    sheet.association_code,
    sheet.fiscal_year,
    sheet.all_detail_sek - sheet.asset_sek as detail_sek,
    roundings.rounding_sek,
    sheet.total_sek
from sheet
left join roundings
    on
        sheet.association_code = roundings.association_code
        and sheet.fiscal_year = roundings.fiscal_year
where sheet.total_sek <> sheet.all_detail_sek - sheet.asset_sek + coalesce(roundings.rounding_sek, 0)
