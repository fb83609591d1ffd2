select
    file_sha256,
    line_no,
    programme_code,
    period_from,
    period_to,
    referrer,
    referral_count,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('referrals') }}
