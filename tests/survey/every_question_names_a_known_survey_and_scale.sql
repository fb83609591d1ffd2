-- Every question belongs to a survey and names a scale that is defined, or none; every answer of a scale has one place on it.
select
    questions.survey,
    questions.question_no,
    questions.scale_code
from {{ ref('survey_question') }} as questions
left join {{ ref('survey') }} as surveys
    on questions.survey = surveys.survey
left join {{ ref('int_survey__scale_bound') }} as bounds
    on questions.scale_code = bounds.scale_code
where
    surveys.survey is null
    or (questions.scale_code is not null and bounds.scale_code is null)
    or (questions.scale_code is null) <> (questions.scale_basis is null)
