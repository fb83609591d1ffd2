-- More answers than participants, or more persons asked: one of the two counts is wrong. A year may have several rounds, each asks
-- the participants anew.
select
    {{ finding('survey_above_participants', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''))",
               'participant_count', 'greatest(coalesce(asked_count, 0), answered_count)',
               fact_key=fact_key(['association_code', 'programme_code', 'survey_round', 'survey', '0', "'all'"])) }}
from {{ ref('int_survey__response') }}
where greatest(coalesce(asked_count, 0), answered_count) > participant_count
