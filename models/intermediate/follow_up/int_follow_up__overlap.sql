-- Exit periods of the same programme and month of follow-up that share a day: the same persons would count twice.
select
    periods.association_code,
    periods.programme_code,
    periods.exit_from,
    periods.exit_to,
    periods.months_after,
    periods.fiscal_year,
    max(case when others.exit_from <= periods.exit_from and others.exit_to >= periods.exit_to then 1 else 0 end) = 1
        as is_inside_another
from {{ ref('int_follow_up__period') }} as periods
inner join {{ ref('int_follow_up__period') }} as others
    on
        periods.association_code = others.association_code
        and periods.programme_code = others.programme_code
        and periods.months_after = others.months_after
        and periods.exit_from <= others.exit_to
        and periods.exit_to >= others.exit_from
        and (periods.exit_from <> others.exit_from or periods.exit_to <> others.exit_to)
group by
    periods.association_code,
    periods.programme_code,
    periods.exit_from,
    periods.exit_to,
    periods.months_after,
    periods.fiscal_year
