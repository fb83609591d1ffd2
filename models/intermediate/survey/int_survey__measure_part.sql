-- What each programme's survey adds to the indicators: response and coverage per survey, scores per survey, sex and question.
with

scores as (
    select
        results.*,
        responses.fiscal_year,
        responses.provenance_rank,
        responses.source_system
    from {{ ref('int_survey__result') }} as results
    inner join {{ ref('int_survey__response') }} as responses
        on
            results.association_code = responses.association_code
            and results.programme_code = responses.programme_code
            and results.survey_round = responses.survey_round
            and results.survey = responses.survey
    where responses.fiscal_year is not null
),

compared_sexes as (
    select sex
    from {{ ref('survey_sex') }}
    where is_compared
    group by sex
),

-- scores of the whole form, of one sex that is compared, and of one question; a question is not split by sex
broken_down as (
    select
        scores.*,
        case
            when scores.question_no > 0 then 'question'
            when scores.sex = 'all' then 'survey'
            else 'survey_sex'
        end as breakdown,
        case
            when scores.question_no > 0 then concat_ws('/', scores.survey, scores.question_no)
            when scores.sex = 'all' then scores.survey
            else concat_ws('/', scores.survey, scores.sex)
        end as breakdown_value
    from scores
    left join compared_sexes
        on scores.sex = compared_sexes.sex
    where
        scores.sex = 'all'
        or (scores.question_no = 0 and compared_sexes.sex is not null)
),

measures as (
    select *, 'survey_asked' as measure_code, asked_count as amount
    from broken_down
    union all
    select
        *,
        'survey_answered_of_asked' as measure_code,
        case when asked_count is not null then answered_count end as amount
    from broken_down
    union all
    select *, 'survey_covered' as measure_code, covered_count as amount
    from broken_down
    union all
    select *, 'survey_score_sum' as measure_code, case when scored_count > 0 then score_sum end as amount
    from broken_down
    union all
    select *, 'survey_scored_answers' as measure_code, case when scored_count > 0 then scored_count end as amount
    from broken_down
)

select
    association_code,
    programme_code,
    fiscal_year,
    survey_round,
    survey,
    breakdown,
    breakdown_value,
    question_no,
    sex,
    measure_code,
    amount,
    provenance_rank,
    source_system
from measures
where amount is not null
