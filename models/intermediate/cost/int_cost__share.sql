-- The shares of a key on each day with an amount: reported time where there is any, else the documented key.
-- Time is reported after the fact, so a budget keeps the documented key.
with

days as (
    select association_code, subject_kind, valid_on
    from {{ ref('int_cost__subject') }}
    group by association_code, subject_kind, valid_on
),

documented as (
    select
        days.association_code,
        days.subject_kind,
        days.valid_on,
        shares.definition_set,
        shares.key_set,
        shares.allocation_key,
        shares.cost_category,
        shares.programme_code,
        shares.share,
        shares.takes_remainder
    from days
    inner join {{ ref('int_cost__key_share') }} as shares
        on
            days.association_code = shares.association_code
            and days.valid_on between shares.valid_from and shares.valid_to
),

reported_keys as (
    select association_code, valid_on, key_set, allocation_key
    from {{ ref('int_cost__time_share') }}
    group by association_code, valid_on, key_set, allocation_key
),

replaced as (
    select
        documented.association_code,
        documented.subject_kind,
        documented.valid_on,
        documented.definition_set,
        documented.key_set,
        documented.allocation_key
    from documented
    inner join reported_keys
        on
            documented.association_code = reported_keys.association_code
            and documented.valid_on = reported_keys.valid_on
            and documented.key_set = reported_keys.key_set
            and documented.allocation_key = reported_keys.allocation_key
            and documented.subject_kind = 'ledger'
    group by
        documented.association_code,
        documented.subject_kind,
        documented.valid_on,
        documented.definition_set,
        documented.key_set,
        documented.allocation_key
)

select
    documented.association_code,
    documented.subject_kind,
    documented.valid_on,
    documented.definition_set,
    documented.allocation_key,
    documented.cost_category,
    documented.programme_code,
    documented.share,
    documented.takes_remainder,
    'documented' as share_basis
from documented
left join replaced
    on
        documented.association_code = replaced.association_code
        and documented.subject_kind = replaced.subject_kind
        and documented.valid_on = replaced.valid_on
        and documented.definition_set = replaced.definition_set
        and documented.allocation_key = replaced.allocation_key
where replaced.allocation_key is null
union all
select
    replaced.association_code,
    replaced.subject_kind,
    replaced.valid_on,
    replaced.definition_set,
    replaced.allocation_key,
    times.cost_category,
    cast(null as varchar) as programme_code,
    times.share,
    times.takes_remainder,
    'time_report' as share_basis
from replaced
inner join {{ ref('int_cost__time_share') }} as times
    on
        replaced.association_code = times.association_code
        and replaced.valid_on = times.valid_on
        and replaced.key_set = times.key_set
        and replaced.allocation_key = times.allocation_key
