{{ outward(ref('fct_survey_result')) }}
