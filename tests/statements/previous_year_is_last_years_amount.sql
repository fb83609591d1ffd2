-- Per association, year and line of the income statement: previous year = the amount published for that year.
select
    this_year.association_code,
    this_year.fiscal_year,
    this_year.line,
    this_year.previous_year_sek,
    last_year.amount_sek
from {{ ref('published__income_statement') }} as this_year
left join {{ ref('published__income_statement') }} as last_year
    on
        this_year.association_code = last_year.association_code
        and this_year.fiscal_year = last_year.fiscal_year + 1
        and this_year.line = last_year.line
where
    (last_year.amount_sek is null and this_year.previous_year_sek is not null)
    or (last_year.amount_sek is not null and this_year.previous_year_sek is null)
    or this_year.previous_year_sek <> last_year.amount_sek
