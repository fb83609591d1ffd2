-- Positions for the association and per programme. Where every position of a unit is paid by others, none is paid by the association.
with

positions as (
    select
        facts.association_code,
        facts.fiscal_year,
        facts.programme_code,
        facts.fte,
        facts.is_paid_by_association,
        provenances.rank as provenance_rank
    from {{ ref('fct_staffing') }} as facts
    left join {{ ref('provenance') }} as provenances
        on facts.provenance = provenances.provenance
),

by_unit as (
    select association_code, fiscal_year, '' as unit_code, fte, is_paid_by_association, provenance_rank
    from positions
    union all
    select
        positions.association_code,
        positions.fiscal_year,
        units.unit_code,
        positions.fte,
        positions.is_paid_by_association,
        positions.provenance_rank
    from positions
    inner join {{ ref('int_programme__rollup') }} as units
        on
            positions.association_code = units.association_code
            and positions.programme_code = units.programme_code
)

select
    association_code,
    unit_code,
    fiscal_year,
    'full_time_positions' as measure_code,
    sum(fte) as amount,
    max(provenance_rank) as provenance_rank
from by_unit
group by association_code, unit_code, fiscal_year
