select
    {{ finding('referrer_unmapped', 'association_code', 'year(period_to)', 'local_referrer', '0',
               'sum(referral_count)', 'programme_code', 'programme_code') }}
from {{ ref('int_referral__mapped') }}
where referrer = 'unmapped'
group by association_code, year(period_to), programme_code, local_referrer
