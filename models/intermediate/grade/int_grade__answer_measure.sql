-- How many answered a survey or a follow-up, of those asked and of those who took part: what its results rest on.
with

building_blocks as (
    select
        association_code,
        unit_code,
        fiscal_year,
        breakdown,
        split_part(breakdown_value, '/', 1) as survey,
        measure_code,
        amount
    from {{ ref('int_indicator__survey_measure') }}
    union all
    select
        association_code,
        unit_code,
        fiscal_year,
        'survey' as breakdown,
        breakdown_value as survey,
        measure_code,
        amount
    from {{ ref('int_indicator__follow_up_measure') }}
),

bases as (
    select
        association_code,
        unit_code,
        fiscal_year,
        survey,
        case
            when max(case when measure_code = 'follow_up_answered' then 1 end) = 1 then 'follow_up_result'
            else 'survey_score'
        end as topic,
        -- a person answers each question at most once
        max(case
            when breakdown = 'question' and measure_code = 'survey_scored_answers' then amount
            when measure_code = 'follow_up_answered' then amount
        end) as answered_count,
        max(case
            when breakdown = 'survey' and measure_code in ('survey_answered_of_asked', 'follow_up_answered') then amount
        end) as answered_of_asked,
        max(case
            when breakdown = 'survey' and measure_code in ('survey_asked', 'follow_up_consented') then amount
        end) as asked_count,
        max(case
            when breakdown = 'survey' and measure_code in ('survey_covered', 'follow_up_answered') then amount
        end) as covered_count,
        max(case
            when breakdown = 'survey' and measure_code in ('survey_participants') then amount
        end) as participant_count
    from building_blocks
    group by association_code, unit_code, fiscal_year, survey
),

measures as (
    select *, 'few_answers' as reason_code, cast(answered_count as decimal(28, 10)) as measure
    from bases
    union all
    select *, 'low_response' as reason_code, {{ fraction('answered_of_asked', 'asked_count') }} as measure
    from bases
    union all
    select *, 'low_survey_coverage' as reason_code, {{ fraction('covered_count', 'participant_count') }} as measure
    from bases
)

select association_code, unit_code, fiscal_year, survey, topic, reason_code, measure
from measures
where measure is not null
