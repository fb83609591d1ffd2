-- The same fact delivered more than once with different content. Only how many such facts there are is told.
with

facts as (
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'nns_rounds', survey_round, survey, nullif(programme_code, '')) as subject,
        '-' as row_key,
        concat_ws('/', coalesce(asked_count, -1), coalesce(declined_count, -1), coalesce(answered_count, -1)) as content
    from {{ ref('int_survey__delivered_round') }}
    union all
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'nns_answers', survey_round, survey, nullif(programme_code, '')) as subject,
        concat_ws('/', response_no, question_no) as row_key,
        cast(coalesce(answer_code, -1) as varchar) as content
    from {{ ref('int_survey__delivered_answer') }}
    union all
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'applications', programme_code) as subject,
        concat_ws('/', case_no, 'applied_on') as row_key,
        cast(applied_on as varchar) as content
    from {{ ref('int_waiting__delivered_application') }}
    union all
    -- a case that was delivered before its offer was known is not a conflict
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'applications', programme_code) as subject,
        concat_ws('/', case_no, 'offered_on') as row_key,
        cast(assessment_offered_on as varchar) as content
    from {{ ref('int_waiting__delivered_application') }}
    where assessment_offered_on is not null
    union all
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'followup', programme_code, exit_from, exit_to, months_after) as subject,
        status_at_followup as row_key,
        concat_ws('/', consented_count, answered_count, status_count) as content
    from {{ ref('int_follow_up__delivered_status') }}
    union all
    select
        association_code,
        cast(year(measured_on) as bigint) as fiscal_year,
        concat_ws(' ', 'instruments', instrument, instrument_version, programme_code, measured_on) as subject,
        question as row_key,
        concat_ws('/', scale_min, scale_max, answered_count, mean_score) as content
    from {{ ref('int_survey__delivered_measurement') }}
    union all
    select association_code, fiscal_year, subject, row_key, content
    from {{ ref('int_delivery__outcome_fact') }}
),

conflicts as (
    select association_code, fiscal_year, subject, row_key
    from facts
    group by association_code, fiscal_year, subject, row_key
    having min(content) <> max(content)
),

counted as (
    select association_code, fiscal_year, subject, count(*) as conflict_count
    from conflicts
    group by association_code, fiscal_year, subject
)

select {{ finding('delivery_row_conflict', 'association_code', 'fiscal_year', 'subject', '0', 'conflict_count') }}
from counted
