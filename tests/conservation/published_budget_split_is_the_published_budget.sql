-- Per association, year, set and cost category: budget in budget_split = sum of budget in budget_outcome.
with

budgets as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        sum(lines.budget_sek) as budget_sek
    from {{ ref('published__budget_outcome') }} as lines
    inner join {{ ref('cost_category') }} as categories
        on
            lines.cost_category = categories.cost_category
            and categories.kind <> 'income'
    group by lines.association_code, lines.fiscal_year, lines.definition_set, lines.cost_category
)

select
    coalesce(budgets.association_code, splits.association_code) as association_code,
    coalesce(budgets.fiscal_year, splits.fiscal_year) as fiscal_year,
    coalesce(budgets.definition_set, splits.definition_set) as definition_set,
    coalesce(budgets.cost_category, splits.cost_category) as cost_category,
    budgets.budget_sek,
    splits.budget_sek as split_sek
from budgets
full outer join {{ ref('published__budget_split') }} as splits
    on
        budgets.association_code = splits.association_code
        and budgets.fiscal_year = splits.fiscal_year
        and budgets.definition_set = splits.definition_set
        and budgets.cost_category = splits.cost_category
where coalesce(budgets.budget_sek, 0) <> coalesce(splits.budget_sek, 0)
