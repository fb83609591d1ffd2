-- Numerator and denominator as signed sums of measures. A part exists only if every measure it needs exists: missing is not zero.
with

term_counts as (
    select indicator_code, part, count(*) as term_count
    from {{ ref('indicator_term') }}
    group by indicator_code, part
),

sums as (
    select
        terms.indicator_code,
        terms.part,
        measures.association_code,
        measures.unit_code,
        measures.fiscal_year,
        measures.definition_set,
        measures.breakdown,
        measures.breakdown_value,
        sum(cast(measures.amount as decimal(28, 4)) * terms.coefficient) as amount,
        count(measures.amount) as present_count,
        max(measures.provenance_rank) as provenance_rank,
        min(measures.first_source) as first_source,
        max(measures.last_source) as last_source
    from {{ ref('int_indicator__measure') }} as measures
    inner join {{ ref('indicator_term') }} as terms
        on
            measures.measure_code = terms.measure_code
            and make_date(measures.fiscal_year, 12, 31) between terms.valid_from and terms.valid_to
    group by
        terms.indicator_code,
        terms.part,
        measures.association_code,
        measures.unit_code,
        measures.fiscal_year,
        measures.definition_set,
        measures.breakdown,
        measures.breakdown_value
)

select
    sums.indicator_code,
    sums.part,
    sums.association_code,
    sums.unit_code,
    sums.fiscal_year,
    sums.definition_set,
    sums.breakdown,
    sums.breakdown_value,
    cast(sums.amount as decimal(18, 4)) as amount,
    sums.provenance_rank,
    sums.first_source,
    sums.last_source
from sums
inner join term_counts
    on
        sums.indicator_code = term_counts.indicator_code
        and sums.part = term_counts.part
        and sums.present_count = term_counts.term_count
-- a set that only says what a step forward is has nothing to say about the other figures
inner join {{ ref('definition_set') }} as sets
    on sums.definition_set = sets.definition_set
inner join {{ ref('int_indicator__dependence') }} as dependence
    on
        sums.indicator_code = dependence.indicator_code
        and (sets.covers_cost or dependence.rests_on_step_forward)
