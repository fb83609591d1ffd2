-- Per question and sex with a mean: mean = sum of answer times count by the answers, read off the distribution.
select
    results.fact_key,
    results.mean_score,
    sum(answers.answer_code * answers.answer_count) as score_sum,
    sum(answers.answer_count) as answer_count
from {{ ref('controller__survey_result') }} as results
inner join {{ ref('controller__survey_answer') }} as answers
    on
        results.association_code = answers.association_code
        and results.programme_code = answers.programme_code
        and results.survey_round = answers.survey_round
        and results.survey = answers.survey
        and results.question_no = answers.question_no
        and results.sex = answers.sex
where results.mean_score is not null
group by results.fact_key, results.mean_score
having
    abs(results.mean_score * sum(answers.answer_count) - sum(answers.answer_code * answers.answer_count)) > 0.00001
