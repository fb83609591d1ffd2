with

line_sums as (
    select association_code, fiscal_year, budget_version, section, budget_group, sum(amount_sek) as amount_sek
    from {{ ref('int_budget__line') }}
    where row_level = 'line'
    group by association_code, fiscal_year, budget_version, section, budget_group
),

headers as (
    select association_code, fiscal_year, budget_version, section, budget_group, amount_sek
    from {{ ref('int_budget__line') }}
    where row_level = 'group'
)

select
    {{ finding('budget_group_sum', 'headers.association_code', 'headers.fiscal_year', 'headers.budget_group',
               'line_sums.amount_sek', 'headers.amount_sek') }}
from headers
left join line_sums
    on
        headers.association_code = line_sums.association_code
        and headers.fiscal_year = line_sums.fiscal_year
        and headers.budget_version = line_sums.budget_version
        and headers.section = line_sums.section
        and headers.budget_group = line_sums.budget_group
where headers.amount_sek <> coalesce(line_sums.amount_sek, 0)
