select
    {{ fact_key([
        'mapped.association_code', 'mapped.programme_code', 'mapped.period_from', 'mapped.period_to',
        'mapped.source_system', 'mapped.local_referrer'
    ]) }} as fact_key,
    mapped.association_code,
    mapped.programme_code,
    mapped.period_from,
    mapped.period_to,
    year(mapped.period_to) as fiscal_year,
    mapped.source_system,
    mapped.local_referrer,
    mapped.referrer,
    coalesce(referrers.parent_referrer, mapped.referrer) as referrer_group,
    mapped.referral_count,
    mapped.provenance,
    false as is_suppressed
from {{ ref('int_referral__mapped') }} as mapped
left join {{ ref('referrer') }} as referrers
    on
        mapped.referrer = referrers.referrer
        and mapped.period_to between referrers.valid_from and referrers.valid_to
