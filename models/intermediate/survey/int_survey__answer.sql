{{ config(materialized='view') }}
-- One answer of one form on its question's scale. A form has one sex; two different codes in it are as good as none.
with

answers as (
    select
        delivered.*,
        sexes.sex,
        min(sexes.sex) over (
            partition by
                delivered.association_code,
                delivered.programme_code,
                delivered.survey_round,
                delivered.survey,
                delivered.response_no
        ) as first_sex,
        max(sexes.sex) over (
            partition by
                delivered.association_code,
                delivered.programme_code,
                delivered.survey_round,
                delivered.survey,
                delivered.response_no
        ) as last_sex
    from {{ ref('int_survey__delivered_answer') }} as delivered
    left join {{ ref('survey_sex') }} as sexes
        on
            delivered.sex_code = sexes.sex_code
            and make_date(delivered.fiscal_year, 12, 31) between sexes.valid_from and sexes.valid_to
    where delivered.delivery_rank = 1
)

select
    answers.association_code,
    answers.programme_code,
    answers.survey_round,
    answers.survey,
    answers.fiscal_year,
    answers.response_no,
    answers.question_no,
    answers.answer_code,
    case when answers.first_sex = answers.last_sex then answers.first_sex else 'unknown' end as sex,
    questions.scale_code,
    questions.question_no is not null as is_known_question,
    answers.answer_code is not null
    and (questions.scale_code is null or scales.answer_code is not null) as is_in_scale,
    coalesce(scales.counts_in_mean, false) as counts_in_mean,
    answers.provenance
from answers
left join {{ ref('survey_question') }} as questions
    on
        answers.survey = questions.survey
        and answers.question_no = questions.question_no
        and make_date(answers.fiscal_year, 12, 31) between questions.valid_from and questions.valid_to
left join {{ ref('survey_scale') }} as scales
    on
        questions.scale_code = scales.scale_code
        and answers.answer_code = scales.answer_code
        and make_date(answers.fiscal_year, 12, 31) between scales.valid_from and scales.valid_to
