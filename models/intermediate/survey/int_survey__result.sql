-- Every row of the survey results: the round itself with what the association counted, then each question and sex.
select
    responses.association_code,
    responses.programme_code,
    responses.survey_round,
    responses.survey,
    cast(0 as bigint) as question_no,
    'all' as sex,
    responses.asked_count,
    responses.declined_count,
    responses.answered_count,
    responses.participant_count,
    responses.covered_count,
    scores.scored_count,
    scores.score_sum,
    scores.out_of_scale_count
from {{ ref('int_survey__response') }} as responses
left join {{ ref('int_survey__score') }} as scores
    on
        responses.association_code = scores.association_code
        and responses.programme_code = scores.programme_code
        and responses.survey_round = scores.survey_round
        and responses.survey = scores.survey
        and scores.question_no = 0
        and scores.sex = 'all'
union all
select
    association_code,
    programme_code,
    survey_round,
    survey,
    question_no,
    sex,
    cast(null as bigint) as asked_count,
    cast(null as bigint) as declined_count,
    answered_count,
    cast(null as bigint) as participant_count,
    cast(null as bigint) as covered_count,
    scored_count,
    score_sum,
    out_of_scale_count
from {{ ref('int_survey__score') }}
where
    question_no > 0
    or sex <> 'all'
