-- Reported time as shares of a key: the hours of the year, in the months that are reported; other months keep the key.
with

booked_months as (
    select association_code, fiscal_year, valid_on
    from {{ ref('int_cost__ledger_subject') }}
    group by association_code, fiscal_year, valid_on
),

reported_months as (
    select entries.association_code, entries.fiscal_year, entries.role, months.valid_on
    from {{ ref('int_time__entry') }} as entries
    inner join booked_months as months
        on
            entries.association_code = months.association_code
            and entries.fiscal_year = months.fiscal_year
            and (entries.month_no is null or entries.month_no = month(months.valid_on))
    group by entries.association_code, entries.fiscal_year, entries.role, months.valid_on
),

hours as (
    select
        reported.association_code,
        reported.valid_on,
        keys.definition_set as key_set,
        keys.allocation_key,
        keys.cost_category,
        max(case when keys.takes_remainder then 1 else 0 end) = 1 as takes_remainder,
        coalesce(sum(activities.hours), 0) as category_hours
    from reported_months as reported
    inner join {{ ref('time_key') }} as keys
        on
            reported.role = keys.role
            and reported.valid_on between keys.valid_from and keys.valid_to
    left join {{ ref('int_time__activity') }} as activities
        on
            reported.association_code = activities.association_code
            and reported.fiscal_year = activities.fiscal_year
            and reported.role = activities.role
            and keys.activity = activities.activity
    group by
        reported.association_code, reported.valid_on, keys.definition_set, keys.allocation_key, keys.cost_category
),

totals as (
    select association_code, valid_on, key_set, allocation_key, sum(category_hours) as key_hours
    from hours
    group by association_code, valid_on, key_set, allocation_key
),

rounded as (
    select
        hours.*,
        cast({{ fraction('hours.category_hours', 'totals.key_hours') }} as decimal(18, 10)) as share
    from hours
    inner join totals
        on
            hours.association_code = totals.association_code
            and hours.valid_on = totals.valid_on
            and hours.key_set = totals.key_set
            and hours.allocation_key = totals.allocation_key
            and totals.key_hours > 0
)

select
    association_code,
    valid_on,
    key_set,
    allocation_key,
    cost_category,
    takes_remainder,
    cast(
        case
            when takes_remainder
                then share + 1 - sum(share) over (partition by association_code, valid_on, key_set, allocation_key)
            else share
        end as decimal(18, 10)
    ) as share
from rounded
