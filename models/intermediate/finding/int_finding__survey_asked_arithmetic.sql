select
    {{ finding('survey_asked_arithmetic', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''))",
               'asked_count', 'answered_count + declined_count',
               fact_key=fact_key(['association_code', 'programme_code', 'survey_round', 'survey', '0', "'all'"])) }}
from {{ ref('int_survey__response') }}
where asked_count <> answered_count + declined_count
