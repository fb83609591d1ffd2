-- Participants and outcomes of the programmes that are matched with their cost, in every scope.
with

counts as (
    select
        association_code, unit_code, fiscal_year, '' as definition_set, breakdown, measure_code, source_key,
        coefficient
    from {{ ref('int_source__participation_part') }}
    union all
    select association_code, unit_code, fiscal_year, definition_set, breakdown, measure_code, source_key, coefficient
    from {{ ref('int_source__outcome_part') }}
)

select
    counts.association_code,
    scopes.unit_code,
    counts.fiscal_year,
    counts.definition_set,
    scopes.breakdown,
    scopes.breakdown_value,
    pairs.matched_measure_code as measure_code,
    counts.source_key,
    counts.coefficient
from counts
inner join {{ ref('matched_measure') }} as pairs
    on counts.measure_code = pairs.measure_code
inner join {{ ref('int_indicator__matched_unit') }} as units
    on
        counts.association_code = units.association_code
        and counts.unit_code = units.matched_code
        and counts.fiscal_year = units.fiscal_year
inner join {{ ref('int_programme__scope') }} as scopes
    on
        units.association_code = scopes.association_code
        and units.matched_code = scopes.programme_code
where counts.breakdown = ''
