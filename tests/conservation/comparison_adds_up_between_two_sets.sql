-- Per association, year, category and pair of sets: amount in the first set + all steps = amount in the second set, and both
-- are the cost split.
with

sides as (
    select
        association_code,
        fiscal_year,
        from_set,
        to_set,
        cost_category,
        sum(case when kind = 'from_amount' then amount_sek end) as from_sek,
        sum(case when kind = 'move' then amount_sek end) as moved_sek,
        sum(case when kind = 'to_amount' then amount_sek end) as to_sek
    from {{ ref('published__cost_comparison') }}
    where cost_category <> ''
    group by association_code, fiscal_year, from_set, to_set, cost_category
)

select
    sides.*,
    from_split.amount_sek as from_split_sek,
    to_split.amount_sek as to_split_sek
from sides
left join {{ ref('published__cost_split') }} as from_split
    on
        sides.association_code = from_split.association_code
        and sides.fiscal_year = from_split.fiscal_year
        and sides.cost_category = from_split.cost_category
        and sides.from_set = from_split.definition_set
left join {{ ref('published__cost_split') }} as to_split
    on
        sides.association_code = to_split.association_code
        and sides.fiscal_year = to_split.fiscal_year
        and sides.cost_category = to_split.cost_category
        and sides.to_set = to_split.definition_set
where
    coalesce(sides.from_sek, 0) + coalesce(sides.moved_sek, 0) <> coalesce(sides.to_sek, 0)
    or coalesce(sides.from_sek, 0) <> coalesce(from_split.amount_sek, 0)
    or coalesce(sides.to_sek, 0) <> coalesce(to_split.amount_sek, 0)
    -- an amount that is known is said, and one that is not is not
    or (sides.from_sek is null and from_split.amount_sek is not null)
    or (sides.to_sek is null and to_split.amount_sek is not null)
