-- Per question: answers, scores and score sum of women, men and unknown = those of all. For the whole form, where the association
-- states a number of its own, a difference is a finding.
with

parts as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        question_no,
        sum(case when sex <> 'all' then answered_count end) as parts_count,
        sum(case when sex = 'all' then answered_count end) as all_count,
        sum(case when sex <> 'all' then score_sum end) as parts_score,
        sum(case when sex = 'all' then score_sum end) as all_score
    from {{ ref('controller__survey_result') }}
    group by association_code, programme_code, survey_round, survey, question_no
)

select
    parts.association_code,
    parts.programme_code,
    parts.survey_round,
    parts.survey,
    parts.question_no,
    parts.parts_count,
    parts.all_count,
    parts.parts_score,
    parts.all_score
from parts
left join {{ ref('controller__finding') }} as findings
    on
        parts.association_code = findings.association_code
        and findings.check_code = 'survey_answers_differ'
        and findings.subject
        = concat_ws(' ', parts.survey_round, parts.survey, nullif(parts.programme_code, ''))
        and parts.question_no = 0
where
    parts.parts_count is not null
    and (
        coalesce(parts.all_score, -1) <> parts.parts_score
        or (parts.all_count <> parts.parts_count and findings.subject is null)
    )
