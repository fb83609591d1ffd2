-- The budget column of the operating statement: sums of budget kinds with the sign written in statement_budget_term.
with

budgets as (
    select
        lines.association_code,
        lines.fiscal_year,
        categories.kind,
        sum(lines.budget_sek) as budget_sek
    from {{ ref('int_budget__outcome') }} as lines
    inner join {{ ref('definition_set') }} as sets
        on
            lines.definition_set = sets.definition_set
            and sets.is_base
    inner join {{ ref('cost_category') }} as categories
        on lines.cost_category = categories.cost_category
    where lines.budget_sek is not null
    group by lines.association_code, lines.fiscal_year, categories.kind
)

select
    budgets.association_code,
    budgets.fiscal_year,
    terms.line_key,
    cast(sum(cast(budgets.budget_sek as decimal(28, 2)) * terms.coefficient) as decimal(18, 2)) as budget_sek
from budgets
inner join {{ ref('statement_budget_term') }} as terms
    on budgets.kind = terms.kind
group by budgets.association_code, budgets.fiscal_year, terms.line_key
