-- Per association and year: total assets = fixed assets + current assets; current assets = receivables + cash and bank.
with

sheet as (
    select
        association_code,
        fiscal_year,
        sum(case when line = 'fixed_assets' then amount_sek else 0 end) as fixed_sek,
        sum(case when line in ('receivables', 'cash_and_bank') then amount_sek else 0 end) as parts_sek,
        sum(case when line = 'current_assets_total' then amount_sek else 0 end) as current_sek,
        sum(case when line = 'assets_total' then amount_sek else 0 end) as total_sek
    from {{ ref('published__balance_sheet') }}
    group by association_code, fiscal_year
)

select *
from sheet
where
    current_sek <> parts_sek
    or total_sek <> fixed_sek + current_sek
