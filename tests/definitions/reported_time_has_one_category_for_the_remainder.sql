-- Per key, set, role and day on which it changes: the categories of reported time have exactly one that takes the remainder.
with

days as (
    select allocation_key, definition_set, role, valid_from as day
    from {{ ref('time_key') }}
    -- the same day of several activities is one day
    group by allocation_key, definition_set, role, valid_from
),

remainders as (
    select
        days.allocation_key,
        days.definition_set,
        days.role,
        days.day,
        count(distinct case when keys.takes_remainder then keys.cost_category end) as remainder_count
    from days
    inner join {{ ref('time_key') }} as keys
        on
            days.allocation_key = keys.allocation_key
            and days.definition_set = keys.definition_set
            and days.role = keys.role
            and days.day between keys.valid_from and keys.valid_to
    group by days.allocation_key, days.definition_set, days.role, days.day
)

select
    'time_key' as seed,
    allocation_key,
    definition_set,
    role,
    day,
    remainder_count
from remainders
where remainder_count <> 1
