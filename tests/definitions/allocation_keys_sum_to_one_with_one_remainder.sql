-- Per key, set, association and day on which a share changes: shares sum to 1 and exactly one takes the remainder.
with

days as (
    select association_code, allocation_key, definition_set, valid_from as day
    from {{ ref('allocation_key') }}
    union
    select association_code, allocation_key, definition_set, valid_to + 1 as day
    from {{ ref('allocation_key') }}
    where valid_to < make_date(9999, 12, 31)
)

select
    'allocation_key' as seed,
    days.association_code,
    days.allocation_key,
    days.definition_set,
    days.day,
    sum(shares.share) as share_sum,
    sum(case when shares.takes_remainder then 1 else 0 end) as remainder_count
from days
inner join {{ ref('allocation_key') }} as shares
    on
        days.association_code = shares.association_code
        and days.allocation_key = shares.allocation_key
        and days.definition_set = shares.definition_set
        and days.day between shares.valid_from and shares.valid_to
group by days.association_code, days.allocation_key, days.definition_set, days.day
having
    sum(shares.share) <> 1
    or sum(case when shares.takes_remainder then 1 else 0 end) <> 1
