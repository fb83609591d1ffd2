with

outside as (
    select
        association_code,
        programme_code,
        fiscal_year,
        survey_round,
        survey,
        question_no,
        scale_code,
        count(*) as answer_count
    from {{ ref('int_survey__answer') }}
    where
        answer_code is not null
        and not is_in_scale
    group by association_code, programme_code, fiscal_year, survey_round, survey, question_no, scale_code
)

select
    {{ finding('survey_code_out_of_scale', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''), question_no)",
               '0', 'answer_count', 'scale_code', 'scale_code',
               fact_key=fact_key(['association_code', 'programme_code', 'survey_round', 'survey', 'question_no', "'all'"])) }}
from outside
