-- Cost and counts of the matched programmes, in every scope. A count that one of them lacks is not given for the scope.
with

unit_amounts as (
    select
        association_code,
        unit_code,
        fiscal_year,
        definition_set,
        'matched_cost' as measure_code,
        amount,
        provenance_rank,
        cast(null as varchar) as first_source,
        cast(null as varchar) as last_source
    from {{ ref('int_indicator__cost_measure') }}
    where
        measure_code = 'individual_cost'
        and breakdown = ''
    union all
    select
        counts.association_code,
        counts.unit_code,
        counts.fiscal_year,
        sets.definition_set,
        pairs.matched_measure_code as measure_code,
        counts.amount,
        counts.provenance_rank,
        counts.first_source,
        counts.last_source
    from {{ ref('int_indicator__participation_measure') }} as counts
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost
    inner join {{ ref('matched_measure') }} as pairs
        on counts.measure_code = pairs.measure_code
    where counts.breakdown = ''
    union all
    select
        outcomes.association_code,
        outcomes.unit_code,
        outcomes.fiscal_year,
        outcomes.definition_set,
        pairs.matched_measure_code as measure_code,
        outcomes.amount,
        outcomes.provenance_rank,
        outcomes.first_source,
        outcomes.last_source
    from {{ ref('int_indicator__outcome_measure') }} as outcomes
    inner join {{ ref('matched_measure') }} as pairs
        on outcomes.measure_code = pairs.measure_code
    where outcomes.breakdown = ''
),

scopes as (
    select
        units.association_code,
        units.matched_code,
        units.fiscal_year,
        scopes.unit_code,
        scopes.breakdown,
        scopes.breakdown_value,
        count(*) over (
            partition by
                units.association_code, units.fiscal_year, scopes.unit_code, scopes.breakdown, scopes.breakdown_value
        ) as matched_count
    from {{ ref('int_indicator__matched_unit') }} as units
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            units.association_code = scopes.association_code
            and units.matched_code = scopes.programme_code
)

select
    scopes.association_code,
    scopes.unit_code,
    scopes.fiscal_year,
    unit_amounts.definition_set,
    scopes.breakdown,
    scopes.breakdown_value,
    unit_amounts.measure_code,
    sum(unit_amounts.amount) as amount,
    max(unit_amounts.provenance_rank) as provenance_rank,
    min(unit_amounts.first_source) as first_source,
    max(unit_amounts.last_source) as last_source
from scopes
inner join unit_amounts
    on
        scopes.association_code = unit_amounts.association_code
        and scopes.matched_code = unit_amounts.unit_code
        and scopes.fiscal_year = unit_amounts.fiscal_year
group by
    scopes.association_code,
    scopes.unit_code,
    scopes.fiscal_year,
    unit_amounts.definition_set,
    scopes.breakdown,
    scopes.breakdown_value,
    unit_amounts.measure_code
having count(*) = max(scopes.matched_count)
