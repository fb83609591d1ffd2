-- Consent and answers are stated once per status row but belong to the exit period: the highest stated holds, a difference is a finding.
select
    delivered.association_code,
    delivered.programme_code,
    delivered.exit_from,
    delivered.exit_to,
    delivered.months_after,
    delivered.fiscal_year,
    max(delivered.consented_count) as consented_count,
    max(delivered.answered_count) as answered_count,
    min(delivered.consented_count) as least_consented_count,
    min(delivered.answered_count) as least_answered_count,
    cast(sum(delivered.status_count) as bigint) as status_sum,
    cast(sum(case when statuses.is_work_or_study then delivered.status_count else 0 end) as bigint)
        as work_or_study_count,
    max(provenances.rank) as provenance_rank
from {{ ref('int_follow_up__delivered_status') }} as delivered
left join {{ ref('follow_up_status') }} as statuses
    on
        delivered.status_at_followup = statuses.status_code
        and make_date(delivered.fiscal_year, 12, 31) between statuses.valid_from and statuses.valid_to
left join {{ ref('provenance') }} as provenances
    on delivered.provenance = provenances.provenance
where delivered.delivery_rank = 1
group by
    delivered.association_code,
    delivered.programme_code,
    delivered.exit_from,
    delivered.exit_to,
    delivered.months_after,
    delivered.fiscal_year
