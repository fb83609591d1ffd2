-- Per association, year, category and pair of sets: what the steps of the comparison move = what the bridge moves.
with

movements as (
    select association_code, fiscal_year, from_set, to_set, cost_category, amount_sek as step_sek, 0 as bridge_sek
    from {{ ref('published__cost_comparison') }}
    where kind = 'move'
    union all
    select
        association_code, fiscal_year, from_set, to_set, from_category as cost_category, 0 as step_sek,
        -amount_sek as bridge_sek
    from {{ ref('published__cost_bridge') }}
    where from_set <> to_set
    union all
    select
        association_code, fiscal_year, from_set, to_set, to_category as cost_category, 0 as step_sek,
        amount_sek as bridge_sek
    from {{ ref('published__cost_bridge') }}
    where from_set <> to_set
)

select
    movements.association_code,
    movements.fiscal_year,
    movements.from_set,
    movements.to_set,
    movements.cost_category,
    sum(movements.step_sek) as step_sek,
    sum(movements.bridge_sek) as bridge_sek
from movements
inner join {{ ref('cost_category') }} as categories
    on
        movements.cost_category = categories.cost_category
        and categories.kind <> 'income'
group by
    movements.association_code,
    movements.fiscal_year,
    movements.from_set,
    movements.to_set,
    movements.cost_category
having coalesce(sum(movements.step_sek), 0) <> sum(movements.bridge_sek)
