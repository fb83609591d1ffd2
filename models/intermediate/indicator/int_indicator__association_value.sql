with

numerators as (
    select * from {{ ref('int_indicator__part') }}
    where part = 'numerator'
),

denominators as (
    select * from {{ ref('int_indicator__part') }}
    where part = 'denominator'
),

with_denominator as (
    select indicator_code
    from {{ ref('indicator_term') }}
    where part = 'denominator'
    group by indicator_code
)

select
    numerators.indicator_code,
    numerators.association_code,
    numerators.unit_code,
    numerators.fiscal_year,
    numerators.definition_set,
    numerators.breakdown,
    numerators.breakdown_value,
    numerators.amount as numerator,
    denominators.amount as denominator,
    with_denominator.indicator_code is not null as is_ratio,
    greatest(numerators.provenance_rank, coalesce(denominators.provenance_rank, 0)) as provenance_rank,
    least(numerators.first_source, denominators.first_source) as first_source,
    greatest(numerators.last_source, denominators.last_source) as last_source,
    1 as part_count,
    1 as whole_count
from numerators
left join with_denominator
    on numerators.indicator_code = with_denominator.indicator_code
left join denominators
    on
        numerators.indicator_code = denominators.indicator_code
        and numerators.association_code = denominators.association_code
        and numerators.unit_code = denominators.unit_code
        and numerators.fiscal_year = denominators.fiscal_year
        and numerators.definition_set = denominators.definition_set
        and numerators.breakdown = denominators.breakdown
        and numerators.breakdown_value = denominators.breakdown_value
inner join {{ ref('indicator') }} as indicators
    on numerators.indicator_code = indicators.indicator_code
where
    (with_denominator.indicator_code is null or denominators.amount is not null)
    and (numerators.unit_code = '' or indicators.has_programme_level)
