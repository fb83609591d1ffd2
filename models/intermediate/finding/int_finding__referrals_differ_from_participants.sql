with

referrals as (
    select
        association_code,
        programme_code,
        year(period_to) as fiscal_year,
        source_system,
        sum(referral_count) as referral_count
    from {{ ref('int_referral__mapped') }}
    group by association_code, programme_code, year(period_to), source_system
)

select
    {{ finding('referrals_differ_from_participants', 'referrals.association_code', 'referrals.fiscal_year',
               'referrals.programme_code', 'counts.total_count', 'referrals.referral_count') }}
from referrals
inner join {{ ref('int_participation__official') }} as counts
    on
        referrals.association_code = counts.association_code
        and referrals.programme_code = counts.programme_code
        and referrals.fiscal_year = counts.fiscal_year
        and referrals.source_system = counts.source_system
        and counts.count_basis = 'registered'
        and counts.registration_kind = 'named'
where referrals.referral_count not in (counts.total_count, counts.new_count)
