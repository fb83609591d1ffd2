-- Applications and waiting of each programme by itself and of each unit it rolls up to, by route and for all routes.
-- The median is made from the cases every time, never from medians; of an even number it is the mean of the two in the middle.
with

programmes as (
    select association_code, programme_code
    from {{ ref('int_waiting__case') }}
    group by association_code, programme_code
),

scopes as (
    select 'programme' as scope, association_code, programme_code, programme_code as unit_code
    from programmes
    union all
    select 'unit' as scope, association_code, programme_code, '' as unit_code
    from programmes
    union all
    select 'unit' as scope, association_code, programme_code, unit_code
    from {{ ref('int_programme__rollup') }}
),

totals as (
    select false as is_all_routes
    union all
    select true as is_all_routes
)

select
    scopes.scope,
    scopes.association_code,
    scopes.unit_code,
    cases.fiscal_year,
    case when totals.is_all_routes then '' else cases.route end as route,
    count(*) as application_count,
    count(case when cases.is_date_refused then 1 end) as refused_date_count,
    count(case when cases.is_offered then 1 end) as offered_count,
    count(case when cases.is_assessable then 1 end) as assessable_count,
    count(case when cases.is_within_threshold then 1 end) as within_threshold_count,
    cast(sum(cases.waiting_days) as bigint) as waiting_days_sum,
    cast(median(cases.waiting_days) as decimal(18, 4)) as median_days,
    max(cases.threshold_days) as threshold_days,
    max(cases.provenance_rank) as provenance_rank
from {{ ref('int_waiting__case') }} as cases
inner join scopes
    on
        cases.association_code = scopes.association_code
        and cases.programme_code = scopes.programme_code
cross join totals
group by
    scopes.scope,
    scopes.association_code,
    scopes.unit_code,
    cases.fiscal_year,
    case when totals.is_all_routes then '' else cases.route end
