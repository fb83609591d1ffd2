-- One finding per association: the sources without a calendar of their own whose newest data are older than their limit.
with

newest as (
    select association_code, delivery_source, max(covers_until) as covers_until
    from {{ ref('int_delivery__content') }}
    group by association_code, delivery_source
),

expected as (
    select association_code, delivery_source
    from {{ ref('int_delivery__expected') }}
    group by association_code, delivery_source
),

stale as (
    select
        newest.association_code,
        newest.delivery_source,
        newest.covers_until,
        limits.max_days,
        {{ days_between('newest.covers_until', 'runs.as_of') }} as age_days
    from newest
    cross join {{ ref('stg_delivery__run') }} as runs
    inner join {{ ref('freshness_limit') }} as limits
        on
            newest.delivery_source = limits.delivery_source
            and runs.as_of between limits.valid_from and limits.valid_to
    left join expected
        on
            newest.association_code = expected.association_code
            and newest.delivery_source = expected.delivery_source
    where expected.delivery_source is null
)

select
    {{ finding('data_stale', 'association_code', 'max(year(covers_until))',
               joined_text('delivery_source', ', ', 'delivery_source'), 'max(max_days)', 'max(age_days)',
               'cast(max(covers_until) as varchar)', 'cast(max(covers_until) as varchar)') }}
from stale
where age_days > max_days
group by association_code
