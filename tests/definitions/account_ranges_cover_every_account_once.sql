-- Per chart and day on which a range changes: the ranges in force run from 0000 to 9999 without hole or overlap.
with

days as (
    select chart_code, valid_from as on_date
    from {{ ref('account_group') }}
    union
    select chart_code, valid_to + 1 as on_date
    from {{ ref('account_group') }}
    where valid_to < make_date(9999, 12, 31)
),

in_force as (
    select
        days.chart_code,
        days.on_date,
        ranges.account_from,
        ranges.account_to,
        cast(ranges.account_from as integer) as range_from,
        cast(ranges.account_to as integer) as range_to
    from days
    inner join {{ ref('account_group') }} as ranges
        on
            days.chart_code = ranges.chart_code
            and days.on_date between ranges.valid_from and ranges.valid_to
),

neighbours as (
    select
        chart_code,
        on_date,
        account_from,
        account_to,
        range_from,
        range_to,
        lag(range_to) over (partition by chart_code, on_date order by range_from, range_to) as previous_to,
        lead(range_from) over (partition by chart_code, on_date order by range_from, range_to) as next_from
    from in_force
)

select
    chart_code,
    on_date,
    account_from,
    account_to,
    previous_to,
    next_from
from neighbours
where
    length(account_from) <> 4
    or length(account_to) <> 4
    or range_from > range_to
    or range_from <> coalesce(previous_to, -1) + 1
    or (next_from is null and range_to <> 9999)
