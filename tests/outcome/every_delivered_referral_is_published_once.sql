-- Per association and programme: referrals as delivered = referrals in the mart, also those no row of the map covers.
with

delivered as (
    select
        files.association_code,
        counts.programme_code,
        max(counts.referral_count) as referral_count
    from {{ ref('stg_referrals__count') }} as counts
    inner join {{ ref('stg_delivery__file') }} as files
        on
            counts.file_sha256 = files.file_sha256
            and files.source = 'referrals'
    group by files.association_code, counts.programme_code, counts.period_from, counts.period_to, counts.referrer
),

expected as (
    select association_code, programme_code, sum(referral_count) as referral_count
    from delivered
    group by association_code, programme_code
),

published as (
    select association_code, programme_code, sum(referral_count) as referral_count
    from {{ ref('controller__referral') }}
    where source_system = 'internal'
    group by association_code, programme_code
)

select expected.*, published.referral_count as published_count
from expected
full outer join published
    on
        expected.association_code = published.association_code
        and expected.programme_code = published.programme_code
where
    published.referral_count is null
    or expected.referral_count is null
    or expected.referral_count <> published.referral_count
