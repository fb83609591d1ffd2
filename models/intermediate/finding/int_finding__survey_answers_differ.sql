-- Forms delivered one by one beside the number of answers that the round states; forms without a round have nothing to stand beside.
select
    {{ finding('survey_answers_differ', 'association_code', 'fiscal_year',
               "concat_ws(' ', survey_round, survey, nullif(programme_code, ''))",
               'stated_count', 'form_count') }}
from {{ ref('int_survey__response') }}
where
    form_count is not null
    and (stated_count is null or stated_count <> form_count)
