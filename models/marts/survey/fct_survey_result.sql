-- Means are shown beside the scale they are made on; where a mean is missing or too thin, the reason says why.
with

results as (
    select
        rows_.*,
        responses.fiscal_year,
        responses.label_sv as survey_label_sv,
        responses.label_en as survey_label_en,
        questions.text_sv as question_sv,
        questions.text_en as question_en,
        questions.scale_code,
        questions.scale_basis,
        bounds.scale_min,
        bounds.scale_max,
        bounds.counts_in_mean,
        responses.minimum_answers,
        coalesce(rows_.answered_count < responses.minimum_answers, true) as is_below_minimum,
        responses.provenance,
        responses.source_system
    from {{ ref('int_survey__result') }} as rows_
    inner join {{ ref('int_survey__response') }} as responses
        on
            rows_.association_code = responses.association_code
            and rows_.programme_code = responses.programme_code
            and rows_.survey_round = responses.survey_round
            and rows_.survey = responses.survey
    left join {{ ref('survey_question') }} as questions
        on
            rows_.survey = questions.survey
            and rows_.question_no = questions.question_no
            and make_date(responses.fiscal_year, 12, 31) between questions.valid_from and questions.valid_to
    left join {{ ref('int_survey__scale_bound') }} as bounds
        on
            questions.scale_code = bounds.scale_code
            and make_date(responses.fiscal_year, 12, 31) between bounds.valid_from and bounds.valid_to
)

select
    {{ fact_key(['association_code', 'programme_code', 'survey_round', 'survey', 'question_no', 'sex']) }} as fact_key,
    association_code,
    programme_code,
    fiscal_year,
    survey_round,
    survey,
    survey_label_sv,
    survey_label_en,
    question_no,
    question_sv,
    question_en,
    sex,
    asked_count,
    declined_count,
    answered_count,
    {{ fraction('answered_count', 'asked_count') }} as response_rate_of_asked,
    participant_count,
    {{ fraction('covered_count', 'participant_count') }} as coverage_of_participants,
    scored_count,
    score_sum,
    {{ fraction('score_sum', 'scored_count') }} as mean_score,
    scale_code,
    scale_basis,
    scale_min,
    scale_max,
    coalesce(out_of_scale_count, 0) as out_of_scale_count,
    minimum_answers,
    is_below_minimum,
    case
        when is_below_minimum then 'too_few_answers'
        when scored_count is null then 'no_answers_delivered'
        when question_no > 0 and scale_code is null then 'scale_not_known'
        when question_no > 0 and not counts_in_mean then 'scale_without_mean'
        when scored_count = 0 then 'no_scored_answers'
        else ''
    end as no_mean_reason,
    false as is_suppressed,
    provenance,
    source_system
from results
