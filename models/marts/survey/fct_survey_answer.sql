-- The distribution of the answers. On a known scale every answer has its row, also the one that nobody gave.
with

questions as (
    select *
    from {{ ref('fct_survey_result') }}
    where
        question_no > 0
        and answered_count > 0
),

scale_answers as (
    select
        questions.fact_key,
        scales.answer_code,
        scales.label_sv,
        scales.label_en
    from questions
    inner join {{ ref('survey_scale') }} as scales
        on
            questions.scale_code = scales.scale_code
            and make_date(questions.fiscal_year, 12, 31) between scales.valid_from and scales.valid_to
),

given_answers as (
    select
        questions.fact_key,
        counts.answer_code,
        counts.answer_count
    from questions
    inner join {{ ref('int_survey__answer_count') }} as counts
        on
            questions.association_code = counts.association_code
            and questions.programme_code = counts.programme_code
            and questions.survey_round = counts.survey_round
            and questions.survey = counts.survey
            and questions.question_no = counts.question_no
            and questions.sex = counts.sex
),

answers as (
    select
        coalesce(scale_answers.fact_key, given_answers.fact_key) as fact_key,
        coalesce(scale_answers.answer_code, given_answers.answer_code) as answer_code,
        scale_answers.label_sv,
        scale_answers.label_en,
        coalesce(given_answers.answer_count, 0) as answer_count
    from scale_answers
    full outer join given_answers
        on
            scale_answers.fact_key = given_answers.fact_key
            and scale_answers.answer_code = given_answers.answer_code
)

select
    {{ fact_key(['questions.fact_key', 'answers.answer_code']) }} as fact_key,
    questions.association_code,
    questions.programme_code,
    questions.fiscal_year,
    questions.survey_round,
    questions.survey,
    questions.question_no,
    questions.sex,
    answers.answer_code,
    answers.label_sv as answer_label_sv,
    answers.label_en as answer_label_en,
    answers.answer_count,
    questions.answered_count,
    {{ fraction('answers.answer_count', 'questions.answered_count') }} as share_of_answers,
    questions.scale_code,
    questions.minimum_answers,
    questions.is_below_minimum,
    false as is_suppressed,
    questions.provenance,
    questions.source_system
from answers
inner join questions
    on answers.fact_key = questions.fact_key
