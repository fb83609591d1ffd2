-- Per programme without parts of its own, year and survey: the building blocks of response and coverage = the rounds of the survey results.
with

rounds as (
    select
        association_code,
        programme_code,
        fiscal_year,
        survey,
        sum(asked_count) as asked_count,
        sum(case when asked_count is not null then answered_count end) as answered_count,
        max(participant_count) as participant_count
    from {{ ref('controller__survey_result') }}
    where
        question_no = 0
        and sex = 'all'
        and asked_count is not null
    group by association_code, programme_code, fiscal_year, survey
),

measures as (
    select
        association_code,
        unit_code,
        fiscal_year,
        breakdown_value as survey,
        sum(case when measure_code = 'survey_asked' then amount end) as asked_count,
        sum(case when measure_code = 'survey_answered_of_asked' then amount end) as answered_count,
        sum(case when measure_code = 'survey_participants' then amount end) as participant_count
    from {{ ref('int_indicator__survey_measure') }}
    where breakdown = 'survey'
    group by association_code, unit_code, fiscal_year, breakdown_value
),

whole_programmes as (
    select association_code, unit_code
    from {{ ref('int_programme__rollup') }}
    group by association_code, unit_code
    having count(*) = 1
)

select
    rounds.association_code,
    rounds.programme_code,
    rounds.fiscal_year,
    rounds.survey,
    rounds.asked_count,
    measures.asked_count as asked_measure,
    rounds.answered_count,
    measures.answered_count as answered_measure,
    rounds.participant_count,
    measures.participant_count as participant_measure
from rounds
inner join whole_programmes
    on
        rounds.association_code = whole_programmes.association_code
        and rounds.programme_code = whole_programmes.unit_code
left join measures
    on
        rounds.association_code = measures.association_code
        and rounds.programme_code = measures.unit_code
        and rounds.fiscal_year = measures.fiscal_year
        and rounds.survey = measures.survey
where
    rounds.fiscal_year is not null
    and (
        coalesce(measures.asked_count, -1) <> rounds.asked_count
        or coalesce(measures.answered_count, -1) <> rounds.answered_count
        or coalesce(measures.participant_count, -1) <> coalesce(rounds.participant_count, -1)
    )
