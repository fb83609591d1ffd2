-- The shared referrer of each local text: the closest row of the map wins; a text without a row is unmapped, never dropped.
with

reported as (
    select
        deliveries.association_code,
        referrals.programme_code,
        referrals.period_from,
        referrals.period_to,
        referrals.referrer,
        referrals.referral_count,
        'internal' as source_system,
        referrals.provenance,
        referrals.file_sha256,
        referrals.line_no
    from {{ ref('stg_referrals__count') }} as referrals
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            referrals.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'referrals'
    union all
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        referrer,
        referral_count,
        source_system,
        provenance,
        cast(null as varchar) as file_sha256,
        cast(null as integer) as line_no
    from {{ ref('int_person__referral') }}
),

first_of_each as (
    select *
    from reported
    qualify
        row_number() over (
            partition by association_code, programme_code, period_from, period_to, referrer, source_system
            order by file_sha256, line_no
        ) = 1
)

select
    counts.association_code,
    counts.programme_code,
    counts.period_from,
    counts.period_to,
    counts.referrer as local_referrer,
    coalesce(maps.shared_referrer, 'unmapped') as referrer,
    counts.referral_count,
    counts.source_system,
    counts.provenance,
    maps.map_id,
    counts.file_sha256,
    counts.line_no
from first_of_each as counts
left join {{ in_force('referrer_map') }} as maps
    on
        maps.association_code in (counts.association_code, '*')
        and maps.programme_code in (counts.programme_code, '*')
        and lower(trim(maps.referrer)) = lower(trim(counts.referrer))
        and {{ holds('maps', 'counts.association_code', 'counts.period_to') }}
qualify
    row_number() over (
        partition by
            counts.association_code, counts.programme_code, counts.period_from, counts.period_to, counts.referrer,
            counts.source_system
        order by
            case when maps.association_code = '*' then 1 else 0 end,
            case when maps.programme_code = '*' then 1 else 0 end,
            maps.map_id
    ) = 1
