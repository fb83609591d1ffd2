-- The national overview as computed from deliveries; what the nation itself reports is shown as reported.
select
    'national_overview' as relation,
    fact_key,
    'participant_count' as measure,
    {{ cell_id('national_overview', 'fact_key', "'participant_count'") }} as cell_id,
    cast(participant_count as bigint) as value,
    'county' as level
from {{ ref('fct_national_overview') }}
where
    basis = 'computed_from_deliveries'
    and programme_type <> 'structural'
    and participant_count is not null
