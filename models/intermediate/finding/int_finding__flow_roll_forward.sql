-- Who was there at the end of a period is there at the beginning of the next.
with

totals as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        source_system,
        opening_count,
        lag(closing_count) over earlier as closing_before,
        lag(period_to) over earlier as period_before,
        {{ months_covered('period_from', 'period_to') }} as month_count
    from {{ ref('int_participation__slice') }}
    where
        slice = 'total'
        and count_basis = 'registered'
        and registration_kind = 'named'
    window earlier as (
        partition by
            association_code, programme_code, source_system,
            {{ months_covered('period_from', 'period_to') }}
        order by period_from
    )
)

select
    {{ finding('flow_roll_forward', 'association_code', 'year(period_to)',
               "concat(programme_code, ' (', source_system, ')')", 'closing_before', 'opening_count') }}
from totals
where
    {{ days_between('period_before', 'period_from') }} = 1
    and abs(opening_count - closing_before)
    > {{ threshold("'flow_roll_forward'", 'association_code', 'year(period_to)') }}
