-- Per computed size: share x the population of all its municipalities, or of its county, added up from staging alone.
with

populations as (
    select
        coalesce(regions.area_code, observations.region_code) as area_code,
        year(observations.period_end) as fiscal_year,
        measures.statistic_code,
        max(observations.observed_value) as population_count,
        min(observations.observed_value) as least_count
    from {{ ref('stg_open_statistic__observation') }} as observations
    inner join {{ ref('statistic_measure') }} as measures
        on
            observations.provider = measures.provider
            and observations.dataset = measures.dataset
            and observations.measure_code = measures.measure_code
            and observations.breakdown = coalesce(measures.breakdown, '')
    left join {{ ref('statistic_region') }} as regions
        on
            observations.provider = regions.provider
            and coalesce(observations.region_code, observations.region_text) = regions.region_key
    where observations.sex = 'all'
    group by
        coalesce(regions.area_code, observations.region_code), year(observations.period_end), measures.statistic_code
),

areas as (
    select association_code, '' as unit_code, municipality_code as area_code
    from {{ ref('municipality') }}
    union all
    select association_code, '' as unit_code, county_code as area_code
    from {{ ref('association') }}
    where kind = 'county'
    union all
    select association_code, unit_code, municipality_code as area_code
    from {{ ref('unit_municipality') }}
),

parts as (
    select *, count(*) over (partition by association_code, unit_code) as whole_count
    from areas
    where association_code is not null
),

added as (
    select
        parts.association_code,
        parts.unit_code,
        populations.fiscal_year,
        methods.method,
        max(methods.share) as share,
        sum(populations.population_count) as population_count,
        sum(populations.least_count) as least_count,
        count(populations.population_count) as known_count,
        max(parts.whole_count) as whole_count
    from parts
    inner join populations
        on parts.area_code = populations.area_code
    inner join {{ ref('target_group_method') }} as methods
        on populations.statistic_code = methods.statistic_code
    group by parts.association_code, parts.unit_code, populations.fiscal_year, methods.method
),

complete as (
    select * from added
    where
        known_count = whole_count
        and population_count is not null
),

published as (
    select * from {{ ref('fct_target_group') }}
    where basis = 'computed'
)

select
    coalesce(added.association_code, computed.association_code) as association_code,
    coalesce(added.unit_code, computed.unit_code) as unit_code,
    coalesce(added.fiscal_year, computed.fiscal_year) as fiscal_year,
    added.population_count * added.share as expected_count,
    computed.person_count
from complete as added
full outer join published as computed
    on
        added.association_code = computed.association_code
        and added.unit_code = computed.unit_code
        and added.fiscal_year = computed.fiscal_year
        and added.method = computed.method
where
    computed.person_count is null
    or added.population_count is null
    or computed.person_count not between
    round(added.least_count * added.share, 2) and round(added.population_count * added.share, 2)
