-- The same programmes in cost and in participants: the lowest level where both exist, so that nothing is counted twice.
with

costs as (
    select association_code, unit_code, fiscal_year
    from {{ ref('int_indicator__cost_measure') }}
    where
        measure_code = 'individual_cost'
        and breakdown = ''
        and unit_code <> ''
    group by association_code, unit_code, fiscal_year
),

participants as (
    select association_code, unit_code, fiscal_year
    from {{ ref('int_indicator__participation_measure') }}
    where
        measure_code = 'participants_registered'
        and breakdown = ''
        and unit_code <> ''
),

both_sides as (
    select costs.association_code, costs.unit_code, costs.fiscal_year
    from costs
    inner join participants
        on
            costs.association_code = participants.association_code
            and costs.unit_code = participants.unit_code
            and costs.fiscal_year = participants.fiscal_year
)

select
    both_sides.association_code,
    both_sides.unit_code as matched_code,
    both_sides.fiscal_year
from both_sides
left join {{ ref('int_programme__rollup') }} as parts
    on
        both_sides.association_code = parts.association_code
        and both_sides.unit_code = parts.unit_code
        and parts.programme_code <> parts.unit_code
left join both_sides as matched_parts
    on
        parts.association_code = matched_parts.association_code
        and parts.programme_code = matched_parts.unit_code
        and both_sides.fiscal_year = matched_parts.fiscal_year
group by both_sides.association_code, both_sides.unit_code, both_sides.fiscal_year
having count(matched_parts.unit_code) = 0
