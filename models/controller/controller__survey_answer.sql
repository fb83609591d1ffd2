{{ outward(ref('fct_survey_answer')) }}
