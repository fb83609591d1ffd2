-- Per key, set, association and day on which a share changes: shares sum to 1 and exactly one takes the remainder.
with

days as (
    select association_code, allocation_key, definition_set, valid_from as day
    from {{ ref('int_cost__key_share') }}
    union
    select association_code, allocation_key, definition_set, valid_to + 1 as day
    from {{ ref('int_cost__key_share') }}
    where valid_to < make_date(9999, 12, 31)
)

select
    days.association_code,
    days.allocation_key,
    days.definition_set,
    days.day,
    sum(shares.share) as share_sum,
    sum(case when shares.takes_remainder then 1 else 0 end) as remainder_count
from days
left join {{ ref('int_cost__key_share') }} as shares
    on
        days.association_code = shares.association_code
        and days.allocation_key = shares.allocation_key
        and days.definition_set = shares.definition_set
        and days.day between shares.valid_from and shares.valid_to
group by days.association_code, days.allocation_key, days.definition_set, days.day
having
    coalesce(sum(shares.share), 0) <> 1
    or coalesce(sum(case when shares.takes_remainder then 1 else 0 end), 0) <> 1
