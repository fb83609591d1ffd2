with

categories as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.budget_version,
        lines.definition_set,
        lines.cost_category,
        categories.in_total_cost,
        sum(lines.budget_sek) as budget_sek
    from {{ ref('fct_budget_outcome') }} as lines
    inner join {{ ref('cost_category') }} as categories
        on
            lines.cost_category = categories.cost_category
            and categories.kind <> 'income'
    where lines.budget_sek is not null
    group by
        lines.association_code,
        lines.fiscal_year,
        lines.budget_version,
        lines.definition_set,
        lines.cost_category,
        categories.in_total_cost
)

select
    association_code,
    fiscal_year,
    budget_version,
    definition_set,
    cost_category,
    cast(budget_sek as decimal(18, 2)) as budget_sek,
    case
        when in_total_cost
            then {{ fraction(
                'budget_sek',
                'sum(case when in_total_cost then budget_sek end) over (partition by association_code, fiscal_year, budget_version, definition_set)'
            ) }}
    end as share_of_cost
from categories
