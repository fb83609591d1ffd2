-- Status '' is the exit period itself. How many completed is known for exit periods that are a whole year.
with

rows_ as (
    select
        association_code,
        programme_code,
        exit_from,
        exit_to,
        months_after,
        '' as status_at_followup,
        status_sum as status_count
    from {{ ref('int_follow_up__period') }}
    union all
    select
        association_code,
        programme_code,
        exit_from,
        exit_to,
        months_after,
        status_at_followup,
        status_count
    from {{ ref('int_follow_up__delivered_status') }}
    where delivery_rank = 1
)

select
    {{ fact_key([
        'rows_.association_code', 'rows_.programme_code', 'rows_.exit_from', 'rows_.exit_to', 'rows_.months_after',
        'rows_.status_at_followup'
    ]) }} as fact_key,
    rows_.association_code,
    rows_.programme_code,
    periods.fiscal_year,
    rows_.exit_from,
    rows_.exit_to,
    rows_.months_after,
    rows_.status_at_followup,
    statuses.label_sv,
    statuses.label_en,
    statuses.is_work_or_study,
    participants.completed_count,
    periods.consented_count,
    {{ fraction('periods.consented_count', 'participants.completed_count') }} as consent_rate_of_completed,
    periods.answered_count,
    {{ fraction('periods.answered_count', 'periods.consented_count') }} as response_rate_of_consented,
    rows_.status_count,
    {{ fraction('rows_.status_count', 'periods.answered_count') }} as share_of_answered,
    coalesce(shared_days.is_inside_another, false) as is_inside_another_period,
    false as is_suppressed,
    provenances.provenance
from rows_
inner join {{ ref('int_follow_up__period') }} as periods
    on
        rows_.association_code = periods.association_code
        and rows_.programme_code = periods.programme_code
        and rows_.exit_from = periods.exit_from
        and rows_.exit_to = periods.exit_to
        and rows_.months_after = periods.months_after
left join {{ ref('int_follow_up__overlap') }} as shared_days
    on
        rows_.association_code = shared_days.association_code
        and rows_.programme_code = shared_days.programme_code
        and rows_.exit_from = shared_days.exit_from
        and rows_.exit_to = shared_days.exit_to
        and rows_.months_after = shared_days.months_after
left join {{ ref('follow_up_status') }} as statuses
    on
        rows_.status_at_followup = statuses.status_code
        and make_date(periods.fiscal_year, 12, 31) between statuses.valid_from and statuses.valid_to
left join {{ ref('int_survey__participants') }} as participants
    on
        rows_.association_code = participants.association_code
        and rows_.programme_code = participants.unit_code
        and periods.fiscal_year = participants.fiscal_year
        and rows_.exit_from = make_date(periods.fiscal_year, 1, 1)
        and rows_.exit_to = make_date(periods.fiscal_year, 12, 31)
left join {{ ref('provenance') }} as provenances
    on periods.provenance_rank = provenances.rank
