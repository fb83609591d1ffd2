-- Per indicator, year, set and breakdown, before anything is hidden: numerator of the county = sum of the numerators of its associations, and how many they are.
with

county_values as (
    select
        county_indicators.*,
        counties.county_code,
        year(county_indicators.period_end) as fiscal_year
    from {{ ref('controller__indicator_value') }} as county_indicators
    inner join {{ ref('association') }} as counties
        on
            county_indicators.association_code = counties.association_code
            and counties.kind = 'county'
),

sums as (
    select
        parts.indicator_code,
        year(parts.period_end) as fiscal_year,
        parts.definition_set,
        parts.breakdown,
        parts.breakdown_value,
        associations.county_code,
        sum(parts.numerator) as numerator,
        sum(parts.denominator) as denominator
    from {{ ref('controller__indicator_value') }} as parts
    inner join {{ ref('association') }} as associations
        on
            parts.association_code = associations.association_code
            and associations.kind = 'association'
    where parts.unit_code = ''
    group by
        parts.indicator_code,
        year(parts.period_end),
        parts.definition_set,
        parts.breakdown,
        parts.breakdown_value,
        associations.county_code
)

select
    county_values.indicator_code,
    county_values.fiscal_year,
    county_values.definition_set,
    county_values.numerator,
    sums.numerator as sum_of_numerators,
    county_values.denominator,
    sums.denominator as sum_of_denominators
from county_values
left join sums
    on
        county_values.indicator_code = sums.indicator_code
        and county_values.fiscal_year = sums.fiscal_year
        and county_values.definition_set = sums.definition_set
        and county_values.breakdown = sums.breakdown
        and county_values.breakdown_value = sums.breakdown_value
        and county_values.county_code = sums.county_code
where
    sums.numerator is null
    or county_values.numerator <> sums.numerator
    or coalesce(county_values.denominator, 0) <> coalesce(sums.denominator, 0)
