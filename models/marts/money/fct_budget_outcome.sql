select
    lines.association_code,
    lines.fiscal_year,
    versions.budget_version,
    lines.definition_set,
    lines.cost_category,
    lines.programme_code,
    cast(lines.budget_sek as decimal(18, 2)) as budget_sek,
    cast(lines.outcome_sek as decimal(18, 2)) as outcome_sek,
    cast(
        case
            when categories.kind = 'income' then lines.outcome_sek - lines.budget_sek
            else lines.budget_sek - lines.outcome_sek
        end as decimal(18, 2)
    ) as variance_sek
from {{ ref('int_budget__outcome') }} as lines
inner join {{ ref('int_budget__version') }} as versions
    on
        lines.association_code = versions.association_code
        and lines.fiscal_year = versions.fiscal_year
        and versions.is_current
inner join {{ ref('cost_category') }} as categories
    on lines.cost_category = categories.cost_category
