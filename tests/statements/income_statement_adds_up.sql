-- Per association and year: result of the income statement = sum of its detail lines.
select
    association_code,
    fiscal_year,
    sum(case when line_type = 'detail' then amount_sek else 0 end) as detail_sek,
    sum(case when line_type = 'total' then amount_sek else 0 end) as total_sek
from {{ ref('published__income_statement') }}
group by association_code, fiscal_year
having
    sum(case when line_type = 'detail' then amount_sek else 0 end)
    <> sum(case when line_type = 'total' then amount_sek else 0 end)
