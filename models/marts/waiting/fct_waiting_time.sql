select
    {{ fact_key(['summaries.association_code', 'summaries.unit_code', 'summaries.fiscal_year', 'summaries.route']) }}
        as fact_key,
    summaries.association_code,
    summaries.unit_code as programme_code,
    summaries.fiscal_year,
    summaries.route,
    summaries.application_count,
    summaries.refused_date_count,
    summaries.offered_count,
    summaries.assessable_count,
    summaries.within_threshold_count as within_14_days_count,
    {{ fraction('summaries.within_threshold_count', 'summaries.assessable_count') }} as within_14_days_share,
    summaries.threshold_days,
    summaries.median_days,
    {{ fraction('summaries.waiting_days_sum', 'summaries.offered_count') }} as mean_days,
    false as is_suppressed,
    provenances.provenance
from {{ ref('int_waiting__summary') }} as summaries
left join {{ ref('provenance') }} as provenances
    on summaries.provenance_rank = provenances.rank
where summaries.scope = 'programme'
