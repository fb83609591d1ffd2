with

unknown as (
    select association_code, programme_code, fiscal_year, survey_round, survey, question_no
    from {{ ref('int_survey__answer') }}
    where
        fiscal_year is not null
        and not is_known_question
    group by association_code, programme_code, fiscal_year, survey_round, survey, question_no
)

select
    {{ finding('survey_question_unknown', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''), question_no)") }}
from unknown
