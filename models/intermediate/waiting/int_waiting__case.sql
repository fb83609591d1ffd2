{{ config(materialized='view') }}
-- How long each case waited. It can be judged once there is an offer, or when it has waited longer than the threshold on as_of.
-- An offer before the application is no offer: the case stays an application and is not judged.
with

waits as (
    select
        applications.association_code,
        applications.programme_code,
        applications.case_no,
        applications.fiscal_year,
        applications.route,
        applications.assessment_offered_on < applications.applied_on as is_date_refused,
        {{ days_between('applications.applied_on', 'applications.assessment_offered_on') }} as days_to_offer,
        {{ days_between('applications.applied_on', 'run.as_of') }} as days_until_as_of,
        thresholds.threshold_days,
        provenances.rank as provenance_rank
    from {{ ref('int_waiting__delivered_application') }} as applications
    cross join {{ ref('stg_delivery__run') }} as run
    left join {{ ref('waiting_threshold') }} as thresholds
        on
            thresholds.threshold_code = 'assessment_offered'
            and make_date(applications.fiscal_year, 12, 31) between thresholds.valid_from and thresholds.valid_to
    left join {{ ref('provenance') }} as provenances
        on applications.provenance = provenances.provenance
    where applications.delivery_rank = 1
)

select
    association_code,
    programme_code,
    case_no,
    fiscal_year,
    route,
    threshold_days,
    coalesce(is_date_refused, false) as is_date_refused,
    coalesce(days_to_offer >= 0, false) as is_offered,
    case when days_to_offer >= 0 then days_to_offer end as waiting_days,
    coalesce(days_to_offer between 0 and threshold_days, false) as is_within_threshold,
    case when days_to_offer is null then coalesce(days_until_as_of > threshold_days, false) else days_to_offer >= 0 end
        as is_assessable,
    provenance_rank
from waits
