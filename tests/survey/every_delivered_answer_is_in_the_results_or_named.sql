-- Per survey round: answers in staging, each form and question once = answers in the distribution + those outside the scale.
with

delivered as (
    select
        deliveries.association_code,
        coalesce(answers.programme_code, '') as programme_code,
        answers.survey_round,
        answers.survey,
        answers.response_no,
        answers.question_no
    from {{ ref('stg_nns_answers__answer') }} as answers
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            answers.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'nns_answers'
    group by
        deliveries.association_code,
        coalesce(answers.programme_code, ''),
        answers.survey_round,
        answers.survey,
        answers.response_no,
        answers.question_no
    having count(answers.answer_code) = count(*)
),

staged as (
    select association_code, programme_code, survey_round, survey, count(*) as answer_count
    from delivered
    group by association_code, programme_code, survey_round, survey
),

published as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        sum(answered_count + out_of_scale_count) as answer_count
    from {{ ref('controller__survey_result') }}
    where
        question_no > 0
        and sex = 'all'
    group by association_code, programme_code, survey_round, survey
),

conflicts as (
    select association_code, subject
    from {{ ref('controller__finding') }}
    where check_code = 'delivery_row_conflict'
)

select
    staged.association_code,
    staged.programme_code,
    staged.survey_round,
    staged.survey,
    staged.answer_count as staged_count,
    published.answer_count as published_count
from staged
left join published
    on
        staged.association_code = published.association_code
        and staged.programme_code = published.programme_code
        and staged.survey_round = published.survey_round
        and staged.survey = published.survey
left join conflicts
    on
        staged.association_code = conflicts.association_code
        and conflicts.subject
        = concat_ws(' ', 'nns_answers', staged.survey_round, staged.survey, nullif(staged.programme_code, ''))
where
    coalesce(published.answer_count, -1) <> staged.answer_count
    and conflicts.subject is null
