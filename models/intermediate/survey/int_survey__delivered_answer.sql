{{ config(materialized='view') }}
-- The same form and question delivered twice counts once. Single forms are seen in views only, never stored.
select
    deliveries.association_code,
    coalesce(answers.programme_code, '') as programme_code,
    answers.survey_round,
    answers.survey,
    {{ survey_round_year('answers.survey_round') }} as fiscal_year,
    answers.response_no,
    answers.question_no,
    answers.answer_code,
    answers.sex_code,
    answers.provenance,
    answers.file_sha256,
    answers.line_no,
    row_number() over (
        partition by
            deliveries.association_code,
            coalesce(answers.programme_code, ''),
            answers.survey_round,
            answers.survey,
            answers.response_no,
            answers.question_no
        order by answers.file_sha256, answers.line_no
    ) as delivery_rank
from {{ ref('stg_nns_answers__answer') }} as answers
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        answers.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'nns_answers'
