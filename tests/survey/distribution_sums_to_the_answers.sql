-- Per question and sex: the answers of the distribution = the answers to the question, and their shares sum to 1.
select
    results.fact_key,
    results.answered_count,
    sum(answers.answer_count) as distributed_count,
    sum(answers.share_of_answers) as share_sum
from {{ ref('controller__survey_result') }} as results
left join {{ ref('controller__survey_answer') }} as answers
    on
        results.association_code = answers.association_code
        and results.programme_code = answers.programme_code
        and results.survey_round = answers.survey_round
        and results.survey = answers.survey
        and results.question_no = answers.question_no
        and results.sex = answers.sex
where
    results.question_no > 0
    and results.answered_count > 0
group by results.fact_key, results.answered_count
having
    coalesce(sum(answers.answer_count), 0) <> results.answered_count
    or abs(coalesce(sum(answers.share_of_answers), 0) - 1) > 0.0000001
