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
    'account_group' as seed,
    concat_ws(' / ', chart_code, account_from) as row_key,
    chart_code,
    on_date,
    account_from,
    account_to,
    case
        when length(account_from) <> 4 or length(account_to) <> 4 then 'har inte fyra siffror i sina konton'
        when range_from > range_to then 'slutar före sin början'
        when range_from <= previous_to then concat('överlappar kontona till och med ', previous_to)
        when range_from > coalesce(previous_to, -1) + 1
            then concat('lämnar kontona ', coalesce(previous_to, -1) + 1, ' till ', range_from - 1, ' utan grupp')
        else concat('lämnar kontona ', range_to + 1, ' till 9999 utan grupp')
    end as problem_sv,
    case
        when length(account_from) <> 4 or length(account_to) <> 4 then 'has not four digits in its accounts'
        when range_from > range_to then 'ends before it starts'
        when range_from <= previous_to then concat('overlaps the accounts up to ', previous_to)
        when range_from > coalesce(previous_to, -1) + 1
            then concat('leaves accounts ', coalesce(previous_to, -1) + 1, ' to ', range_from - 1, ' without a group')
        else concat('leaves accounts ', range_to + 1, ' to 9999 without a group')
    end as problem_en
from neighbours
where
    length(account_from) <> 4
    or length(account_to) <> 4
    or range_from > range_to
    or range_from <> coalesce(previous_to, -1) + 1
    or (next_from is null and range_to <> 9999)
