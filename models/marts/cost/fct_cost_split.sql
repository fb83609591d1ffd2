with

categories as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        categories.in_total_cost,
        sum(lines.amount_sek) as amount_sek
    from {{ ref('fct_cost_line') }} as lines
    inner join {{ ref('cost_category') }} as categories
        on lines.cost_category = categories.cost_category
    group by
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        categories.in_total_cost
),

totals as (
    select
        association_code,
        fiscal_year,
        definition_set,
        sum(amount_sek) as total_cost_sek
    from categories
    where in_total_cost
    group by association_code, fiscal_year, definition_set
)

select
    categories.association_code,
    categories.fiscal_year,
    categories.definition_set,
    categories.cost_category,
    cast(categories.amount_sek as decimal(18, 2)) as amount_sek,
    case
        when categories.in_total_cost then {{ fraction('categories.amount_sek', 'totals.total_cost_sek') }}
    end as share_of_cost,
    case
        when categories.in_total_cost then {{ fraction('categories.amount_sek', 'allocations.allocation_sek') }}
    end as share_of_allocation
from categories
left join totals
    on
        categories.association_code = totals.association_code
        and categories.fiscal_year = totals.fiscal_year
        and categories.definition_set = totals.definition_set
left join {{ ref('int_money__allocation') }} as allocations
    on
        categories.association_code = allocations.association_code
        and categories.fiscal_year = allocations.fiscal_year
