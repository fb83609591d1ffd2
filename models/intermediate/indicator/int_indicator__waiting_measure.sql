-- Waiting building blocks of the association and of each unit, for all routes and by route. A median is a block of its own:
-- it cannot be added, so it stands beside the number of offers it is made of.
with

summaries as (
    select
        association_code,
        unit_code,
        fiscal_year,
        case when route = '' then '' else 'route' end as breakdown,
        route as breakdown_value,
        application_count,
        offered_count,
        median_days,
        within_threshold_count,
        assessable_count,
        provenance_rank
    from {{ ref('int_waiting__summary') }}
    where scope = 'unit'
),

measures as (
    select *, 'applications' as measure_code, cast(application_count as decimal(18, 4)) as amount
    from summaries
    union all
    select *, 'waiting_offered' as measure_code, cast(offered_count as decimal(18, 4)) as amount
    from summaries
    union all
    select *, 'waiting_days_median' as measure_code, median_days as amount
    from summaries
    union all
    select *, 'waiting_within_14_days' as measure_code, cast(within_threshold_count as decimal(18, 4)) as amount
    from summaries
    union all
    select *, 'waiting_assessable' as measure_code, cast(assessable_count as decimal(18, 4)) as amount
    from summaries
)

select
    association_code,
    unit_code,
    fiscal_year,
    breakdown,
    breakdown_value,
    measure_code,
    amount,
    provenance_rank,
    'internal' as source_system
from measures
where amount is not null
