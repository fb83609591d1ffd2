-- Per exit period: persons by status = persons that answered, or there is a finding; the row of the period is the sum of its statuses.
with

periods as (
    select
        association_code,
        programme_code,
        exit_from,
        exit_to,
        months_after,
        max(answered_count) as answered_count,
        sum(case when status_at_followup = '' then status_count end) as period_count,
        sum(case when status_at_followup <> '' then status_count end) as status_sum
    from {{ ref('controller__follow_up') }}
    group by association_code, programme_code, exit_from, exit_to, months_after
)

select
    periods.association_code,
    periods.programme_code,
    periods.exit_from,
    periods.exit_to,
    periods.months_after,
    periods.answered_count,
    periods.period_count,
    periods.status_sum
from periods
left join {{ ref('controller__finding') }} as findings
    on
        findings.check_code = 'follow_up_status_sum'
        and periods.association_code = findings.association_code
        and findings.subject
        = concat_ws(' ', periods.programme_code, periods.exit_from, periods.exit_to, periods.months_after)
where
    periods.period_count <> periods.status_sum
    or (periods.status_sum <> periods.answered_count and findings.subject is null)
