-- A round with its survey, its participants and the fewest answers that results are shown for.
with

limits as (
    select limit_value, valid_from, valid_to
    from {{ ref('suppression_limit') }}
    where limit_code = 'survey_minimum_answers'
)

select
    rounds.association_code,
    rounds.programme_code,
    rounds.survey_round,
    rounds.survey,
    rounds.fiscal_year,
    surveys.label_sv,
    surveys.label_en,
    surveys.companion_survey,
    coalesce(surveys.is_participant_survey, false) as is_participant_survey,
    coalesce(surveys.source_system, '') as source_system,
    rounds.asked_count,
    rounds.declined_count,
    rounds.answered_count,
    rounds.stated_count,
    rounds.form_count,
    participants.participant_count,
    -- a zero without a number of asked may stand for too few answers: it is not known to be none
    case
        when surveys.is_participant_survey and (rounds.answered_count > 0 or rounds.asked_count is not null)
            then rounds.answered_count
    end as covered_count,
    cast(limits.limit_value as bigint) as minimum_answers,
    provenances.provenance,
    rounds.provenance_rank
from {{ ref('int_survey__round') }} as rounds
left join {{ ref('survey') }} as surveys
    on
        rounds.survey = surveys.survey
        and make_date(rounds.fiscal_year, 12, 31) between surveys.valid_from and surveys.valid_to
left join {{ ref('int_survey__participants') }} as participants
    on
        rounds.association_code = participants.association_code
        and rounds.programme_code = participants.unit_code
        and rounds.fiscal_year = participants.fiscal_year
        and surveys.is_participant_survey
left join limits
    on make_date(rounds.fiscal_year, 12, 31) between limits.valid_from and limits.valid_to
left join {{ ref('provenance') }} as provenances
    on rounds.provenance_rank = provenances.rank
