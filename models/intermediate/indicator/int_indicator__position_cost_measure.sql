-- Same staff in both: only programmes where the association pays positions and has booked the cost.
with

positions as (
    select
        association_code,
        fiscal_year,
        programme_code,
        sum(fte) as paid_fte
    from {{ ref('fct_staffing') }}
    where
        is_paid_by_association
        and programme_code <> ''
    group by association_code, fiscal_year, programme_code
),

costs as (
    select
        association_code,
        fiscal_year,
        programme_code,
        definition_set,
        sum(amount_sek) as cost_sek,
        max(provenance_rank) as provenance_rank
    from {{ ref('fct_cost_line') }}
    where programme_code <> ''
    group by association_code, fiscal_year, programme_code, definition_set
),

matched as (
    select
        costs.association_code,
        costs.fiscal_year,
        costs.programme_code,
        costs.definition_set,
        costs.cost_sek,
        costs.provenance_rank,
        positions.paid_fte
    from costs
    inner join positions
        on
            costs.association_code = positions.association_code
            and costs.fiscal_year = positions.fiscal_year
            and costs.programme_code = positions.programme_code
),

by_unit as (
    select association_code, fiscal_year, '' as unit_code, definition_set, cost_sek, paid_fte, provenance_rank
    from matched
    union all
    select
        matched.association_code,
        matched.fiscal_year,
        units.unit_code,
        matched.definition_set,
        matched.cost_sek,
        matched.paid_fte,
        matched.provenance_rank
    from matched
    inner join {{ ref('int_programme__rollup') }} as units
        on
            matched.association_code = units.association_code
            and matched.programme_code = units.programme_code
)

select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    'cost_of_paid_positions' as measure_code,
    sum(cost_sek) as amount,
    max(provenance_rank) as provenance_rank
from by_unit
group by association_code, unit_code, fiscal_year, definition_set
union all
select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    'paid_positions' as measure_code,
    sum(paid_fte) as amount,
    max(provenance_rank) as provenance_rank
from by_unit
group by association_code, unit_code, fiscal_year, definition_set
