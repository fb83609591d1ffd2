-- Per association, year, set and category: amount in cost_split = sum of cost_line.
with

lines as (
    select association_code, fiscal_year, definition_set, cost_category, sum(amount_sek) as line_sek
    from {{ ref('published__cost_line') }}
    group by association_code, fiscal_year, definition_set, cost_category
)

select
    coalesce(lines.association_code, splits.association_code) as association_code,
    coalesce(lines.fiscal_year, splits.fiscal_year) as fiscal_year,
    coalesce(lines.definition_set, splits.definition_set) as definition_set,
    coalesce(lines.cost_category, splits.cost_category) as cost_category,
    splits.amount_sek as split_sek,
    lines.line_sek
from {{ ref('published__cost_split') }} as splits
full outer join lines
    on
        splits.association_code = lines.association_code
        and splits.fiscal_year = lines.fiscal_year
        and splits.definition_set = lines.definition_set
        and splits.cost_category = lines.cost_category
where
    splits.amount_sek is null
    or lines.line_sek is null
    or splits.amount_sek <> lines.line_sek
