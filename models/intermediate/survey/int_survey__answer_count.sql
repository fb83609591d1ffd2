-- Answers on the scale per question, sex and answer.
with

counted as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        question_no,
        sex,
        answer_code,
        count(*) as answer_count
    from {{ ref('int_survey__answer') }}
    where is_in_scale
    group by association_code, programme_code, survey_round, survey, question_no, sex, answer_code
)

select * from counted
union all
select
    association_code,
    programme_code,
    survey_round,
    survey,
    question_no,
    'all' as sex,
    answer_code,
    cast(sum(answer_count) as bigint) as answer_count
from counted
group by association_code, programme_code, survey_round, survey, question_no, answer_code
