-- Per association, year and category: amount in the first set - departures + arrivals = amount in the second set.
with

set_pairs as (
    select base.definition_set as from_set, other.definition_set as to_set
    from {{ ref('definition_set') }} as base
    inner join {{ ref('definition_set') }} as other
        on
            base.is_base
            and not other.is_base
            and other.covers_cost
),

movements as (
    select
        splits.association_code,
        splits.fiscal_year,
        set_pairs.from_set,
        set_pairs.to_set,
        splits.cost_category,
        splits.amount_sek,
        0 as second_sek
    from {{ ref('published__cost_split') }} as splits
    inner join set_pairs
        on splits.definition_set = set_pairs.from_set
    union all
    select
        association_code,
        fiscal_year,
        from_set,
        to_set,
        from_category as cost_category,
        -amount_sek as amount_sek,
        0 as second_sek
    from {{ ref('published__cost_bridge') }}
    where from_set <> to_set
    union all
    select
        association_code,
        fiscal_year,
        from_set,
        to_set,
        to_category as cost_category,
        amount_sek,
        0 as second_sek
    from {{ ref('published__cost_bridge') }}
    where from_set <> to_set
    union all
    select
        splits.association_code,
        splits.fiscal_year,
        set_pairs.from_set,
        set_pairs.to_set,
        splits.cost_category,
        0 as amount_sek,
        splits.amount_sek as second_sek
    from {{ ref('published__cost_split') }} as splits
    inner join set_pairs
        on splits.definition_set = set_pairs.to_set
)

select
    movements.association_code,
    movements.fiscal_year,
    movements.from_set,
    movements.to_set,
    movements.cost_category,
    sum(movements.amount_sek) as first_set_after_moves_sek,
    sum(movements.second_sek) as second_set_sek
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
having sum(movements.amount_sek) <> sum(movements.second_sek)
