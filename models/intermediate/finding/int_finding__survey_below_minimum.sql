-- The number of answers itself is not repeated here: it may be one that is hidden.
select
    {{ finding('survey_below_minimum', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''))", 'minimum_answers') }}
from {{ ref('int_survey__response') }}
where answered_count < minimum_answers
