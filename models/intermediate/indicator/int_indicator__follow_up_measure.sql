-- Follow-up building blocks by months after exit; a period inside another is left out, since its persons are in both.
with

periods as (
    select
        periods.association_code,
        periods.programme_code,
        periods.fiscal_year,
        periods.months_after,
        periods.consented_count,
        periods.answered_count,
        periods.work_or_study_count,
        periods.provenance_rank
    from {{ ref('int_follow_up__period') }} as periods
    left join {{ ref('int_follow_up__overlap') }} as shared_days
        on
            periods.association_code = shared_days.association_code
            and periods.programme_code = shared_days.programme_code
            and periods.exit_from = shared_days.exit_from
            and periods.exit_to = shared_days.exit_to
            and periods.months_after = shared_days.months_after
    where not coalesce(shared_days.is_inside_another, false)
),

by_unit as (
    select
        association_code,
        '' as unit_code,
        fiscal_year,
        months_after,
        consented_count,
        answered_count,
        work_or_study_count,
        provenance_rank
    from periods
    union all
    select
        periods.association_code,
        units.unit_code,
        periods.fiscal_year,
        periods.months_after,
        periods.consented_count,
        periods.answered_count,
        periods.work_or_study_count,
        periods.provenance_rank
    from periods
    inner join {{ ref('int_programme__rollup') }} as units
        on
            periods.association_code = units.association_code
            and periods.programme_code = units.programme_code
),

measures as (
    select *, 'follow_up_consented' as measure_code, consented_count as amount
    from by_unit
    union all
    select *, 'follow_up_answered' as measure_code, answered_count as amount
    from by_unit
    union all
    select *, 'follow_up_work_or_study' as measure_code, work_or_study_count as amount
    from by_unit
)

select
    association_code,
    unit_code,
    fiscal_year,
    'months_after' as breakdown,
    cast(months_after as varchar) as breakdown_value,
    measure_code,
    cast(sum(amount) as decimal(18, 4)) as amount,
    max(provenance_rank) as provenance_rank,
    'internal' as source_system
from measures
group by association_code, unit_code, fiscal_year, months_after, measure_code
