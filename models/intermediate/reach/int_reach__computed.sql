-- Share of the population, only where every part of the area has its population: a part is not a total.
with

years as (
    select
        statistic_code,
        fiscal_year
    from {{ ref('int_reach__statistic_value') }}
    group by statistic_code, fiscal_year
),

first_day as (
    select min(valid_from) as first_valid_from
    from {{ ref('target_group_method') }}
),

wanted as (
    select
        parts.association_code,
        parts.unit_code,
        parts.area_code,
        years.fiscal_year,
        methods.method,
        methods.share,
        methods.statistic_code
    from {{ ref('target_group_method') }} as methods
    inner join years
        on methods.statistic_code = years.statistic_code
    cross join first_day
    inner join {{ ref('int_reach__area_part') }} as parts
        on
            greatest(make_date(years.fiscal_year, 12, 31), first_day.first_valid_from)
            between parts.valid_from and parts.valid_to
    where
        methods.kind = 'share_of_population'
        and greatest(make_date(years.fiscal_year, 12, 31), first_day.first_valid_from)
        between methods.valid_from and methods.valid_to
)

select
    wanted.association_code,
    wanted.unit_code,
    wanted.fiscal_year,
    wanted.method,
    sum(populations.observed_value) as population_count,
    cast(round(sum(populations.observed_value) * max(wanted.share), 2) as decimal(18, 2)) as person_count,
    count(*) as area_count,
    max(populations.provenance_rank) as provenance_rank
from wanted
left join {{ ref('int_reach__statistic_value') }} as populations
    on
        wanted.statistic_code = populations.statistic_code
        and wanted.area_code = populations.area_code
        and wanted.fiscal_year = populations.fiscal_year
group by wanted.association_code, wanted.unit_code, wanted.fiscal_year, wanted.method
having count(*) = count(populations.observed_value)
