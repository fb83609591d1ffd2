-- One survey in one programme and round: the counts of the association, else the forms that were delivered.
with

rounds as (
    select
        delivered.association_code,
        delivered.programme_code,
        delivered.survey_round,
        delivered.survey,
        delivered.fiscal_year,
        delivered.asked_count,
        delivered.declined_count,
        delivered.answered_count,
        provenances.rank as provenance_rank
    from {{ ref('int_survey__delivered_round') }} as delivered
    left join {{ ref('provenance') }} as provenances
        on delivered.provenance = provenances.provenance
    where delivered.delivery_rank = 1
),

forms as (
    select
        answers.association_code,
        answers.programme_code,
        answers.survey_round,
        answers.survey,
        answers.fiscal_year,
        count(distinct answers.response_no) as form_count,
        max(provenances.rank) as provenance_rank
    from {{ ref('int_survey__answer') }} as answers
    left join {{ ref('provenance') }} as provenances
        on answers.provenance = provenances.provenance
    group by
        answers.association_code,
        answers.programme_code,
        answers.survey_round,
        answers.survey,
        answers.fiscal_year
)

select
    coalesce(rounds.association_code, forms.association_code) as association_code,
    coalesce(rounds.programme_code, forms.programme_code) as programme_code,
    coalesce(rounds.survey_round, forms.survey_round) as survey_round,
    coalesce(rounds.survey, forms.survey) as survey,
    coalesce(rounds.fiscal_year, forms.fiscal_year) as fiscal_year,
    rounds.asked_count,
    rounds.declined_count,
    coalesce(rounds.answered_count, forms.form_count) as answered_count,
    rounds.answered_count as stated_count,
    forms.form_count,
    greatest(
        coalesce(rounds.provenance_rank, forms.provenance_rank),
        coalesce(forms.provenance_rank, rounds.provenance_rank)
    ) as provenance_rank
from rounds
full outer join forms
    on
        rounds.association_code = forms.association_code
        and rounds.programme_code = forms.programme_code
        and rounds.survey_round = forms.survey_round
        and rounds.survey = forms.survey
