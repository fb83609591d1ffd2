-- Per association, year with a budget, set and cost category: outcome in budget_outcome = sum of cost_line.
with

outcomes as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        sum(coalesce(lines.outcome_sek, 0)) as outcome_sek
    from {{ ref('published__budget_outcome') }} as lines
    inner join {{ ref('cost_category') }} as categories
        on
            lines.cost_category = categories.cost_category
            and categories.kind <> 'income'
    group by lines.association_code, lines.fiscal_year, lines.definition_set, lines.cost_category
),

costs as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        sum(lines.amount_sek) as cost_sek
    from {{ ref('published__cost_line') }} as lines
    inner join {{ ref('int_budget__version') }} as versions
        on
            lines.association_code = versions.association_code
            and lines.fiscal_year = versions.fiscal_year
            and versions.is_current
    group by lines.association_code, lines.fiscal_year, lines.definition_set, lines.cost_category
)

select
    coalesce(outcomes.association_code, costs.association_code) as association_code,
    coalesce(outcomes.fiscal_year, costs.fiscal_year) as fiscal_year,
    coalesce(outcomes.definition_set, costs.definition_set) as definition_set,
    coalesce(outcomes.cost_category, costs.cost_category) as cost_category,
    outcomes.outcome_sek,
    costs.cost_sek
from outcomes
full outer join costs
    on
        outcomes.association_code = costs.association_code
        and outcomes.fiscal_year = costs.fiscal_year
        and outcomes.definition_set = costs.definition_set
        and outcomes.cost_category = costs.cost_category
where coalesce(outcomes.outcome_sek, 0) <> coalesce(costs.cost_sek, 0)
