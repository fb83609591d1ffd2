with

line_sums as (
    select association_code, fiscal_year, budget_version, section, sum(amount_sek) as amount_sek
    from {{ ref('int_budget__line') }}
    where row_level = 'line'
    group by association_code, fiscal_year, budget_version, section
),

sections as (
    select association_code, fiscal_year, budget_version, section, amount_sek
    from {{ ref('int_budget__line') }}
    where row_level = 'section'
)

select
    {{ finding('budget_section_sum', 'sections.association_code', 'sections.fiscal_year', 'sections.section',
               'line_sums.amount_sek', 'sections.amount_sek') }}
from sections
inner join line_sums
    on
        sections.association_code = line_sums.association_code
        and sections.fiscal_year = line_sums.fiscal_year
        and sections.budget_version = line_sums.budget_version
        and sections.section = line_sums.section
where sections.amount_sek <> line_sums.amount_sek
