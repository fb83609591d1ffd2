-- The same count is shown in every definition set: it has one identity.
select
    'exit_outcome' as relation,
    fact_key,
    'exit_count' as measure,
    {{ cell_id('exit_outcome', 'count_key', "'exit_count'") }} as cell_id,
    exit_count as value,
    slice as level
from {{ ref('fct_exit_outcome') }}
union all
select
    'referral' as relation,
    fact_key,
    'referral_count' as measure,
    {{ cell_id('referral', 'fact_key', "'referral_count'") }} as cell_id,
    referral_count as value,
    'part' as level
from {{ ref('fct_referral') }}
