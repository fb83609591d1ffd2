-- Numerator and denominator of every indicator value in the smallest sums; a county's in those of its associations that have both.
with

parts as (
    select
        facts.indicator_code,
        facts.association_code,
        facts.unit_code,
        facts.fiscal_year,
        facts.definition_set,
        facts.breakdown,
        facts.breakdown_value,
        terms.part,
        terms.measure_code,
        parts.source_key,
        parts.coefficient * terms.coefficient as coefficient
    from {{ ref('int_indicator__association_value') }} as facts
    inner join {{ ref('indicator_term') }} as terms
        on
            facts.indicator_code = terms.indicator_code
            and make_date(facts.fiscal_year, 12, 31) between terms.valid_from and terms.valid_to
    inner join {{ ref('int_source__measure_part') }} as parts
        on
            facts.association_code = parts.association_code
            and facts.unit_code = parts.unit_code
            and facts.fiscal_year = parts.fiscal_year
            and parts.definition_set in (facts.definition_set, '')
            and facts.breakdown = parts.breakdown
            and facts.breakdown_value = parts.breakdown_value
            and terms.measure_code = parts.measure_code
),

in_counties as (
    select
        parts.indicator_code,
        wholes.association_code,
        wholes.unit_code,
        wholes.fiscal_year,
        wholes.definition_set,
        wholes.breakdown,
        wholes.breakdown_value,
        parts.part,
        parts.measure_code,
        parts.source_key,
        parts.coefficient
    from {{ ref('int_indicator__county_value') }} as wholes
    inner join {{ ref('int_association__county_member') }} as members
        on wholes.association_code = members.county
    inner join parts
        on
            members.association_code = parts.association_code
            and wholes.indicator_code = parts.indicator_code
            and wholes.unit_code = parts.unit_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and wholes.breakdown = parts.breakdown
            and wholes.breakdown_value = parts.breakdown_value
),

all_parts as (
    select * from parts
    union all
    select * from in_counties
)

select
    {{ fact_key([
        'indicator_code', 'association_code', 'unit_code', 'fiscal_year', 'definition_set', 'breakdown',
        'breakdown_value'
    ]) }} as fact_key,
    part,
    measure_code,
    source_key,
    coefficient
from all_parts
