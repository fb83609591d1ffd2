-- Per association, set, key and day with an amount: the shares that are used, reported time too, sum to 1 and one takes the remainder.
with

wrong_days as (
    select
        association_code,
        subject_kind,
        valid_on,
        definition_set,
        allocation_key,
        sum(share) as share_sum
    from {{ ref('int_cost__share') }}
    group by association_code, subject_kind, valid_on, definition_set, allocation_key
    having
        sum(share) <> 1
        or sum(case when takes_remainder then 1 else 0 end) <> 1
        or min(share_basis) <> max(share_basis)
)

select
    'allocation_key' as seed,
    association_code,
    definition_set,
    allocation_key,
    share_sum,
    count(*) as day_count,
    min(valid_on) as first_day
from wrong_days
group by association_code, definition_set, allocation_key, share_sum
