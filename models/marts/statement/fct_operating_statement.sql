select
    lines.association_code,
    lines.fiscal_year,
    lines.line_key as line,
    lines.label_sv,
    lines.label_en,
    lines.line_type,
    lines.note,
    lines.sort_order,
    lines.amount_sek,
    budgets.budget_sek,
    cast(lines.amount_sek - budgets.budget_sek as decimal(18, 2)) as variance_sek,
    lines.previous_year_sek
from {{ ref('int_statement__line_with_previous') }} as lines
left join {{ ref('int_statement__budget') }} as budgets
    on
        lines.association_code = budgets.association_code
        and lines.fiscal_year = budgets.fiscal_year
        and lines.line_key = budgets.line_key
where lines.statement = 'operating_statement'
