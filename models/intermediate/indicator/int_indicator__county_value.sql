-- A county is the sum of its associations that have both numerator and denominator; how many of all is carried along.
select
    parts.indicator_code,
    members.county as association_code,
    '' as unit_code,
    parts.fiscal_year,
    parts.definition_set,
    parts.breakdown,
    parts.breakdown_value,
    cast(sum(parts.numerator) as decimal(18, 4)) as numerator,
    cast(sum(parts.denominator) as decimal(18, 4)) as denominator,
    parts.is_ratio,
    max(parts.provenance_rank) as provenance_rank,
    min(parts.first_source) as first_source,
    max(parts.last_source) as last_source,
    count(*) as part_count,
    max(members.member_count) as whole_count
from {{ ref('int_indicator__association_value') }} as parts
inner join {{ ref('int_association__county_member') }} as members
    on parts.association_code = members.association_code
inner join {{ ref('indicator') }} as indicators
    on
        parts.indicator_code = indicators.indicator_code
        and indicators.has_county_level
inner join {{ ref('definition_set') }} as sets
    on
        parts.definition_set = sets.definition_set
        and sets.association_code = '*'
left join {{ ref('breakdown') }} as breakdowns
    on parts.breakdown = breakdowns.breakdown
where
    parts.unit_code = ''
    and (parts.breakdown = '' or breakdowns.has_county_level)
group by
    parts.indicator_code,
    members.county,
    parts.fiscal_year,
    parts.definition_set,
    parts.breakdown,
    parts.breakdown_value,
    parts.is_ratio
