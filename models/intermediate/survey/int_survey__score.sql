-- Answers per question and sex. Question 0 is the whole form: answered_count counts forms there and answers elsewhere.
with

by_question as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        question_no,
        sex,
        count(case when is_in_scale then 1 end) as answered_count,
        count(case when answer_code is not null and not is_in_scale then 1 end) as out_of_scale_count,
        count(case when counts_in_mean then 1 end) as scored_count,
        sum(case when counts_in_mean then answer_code else 0 end) as score_sum
    from {{ ref('int_survey__answer') }}
    group by association_code, programme_code, survey_round, survey, question_no, sex
),

by_form as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        0 as question_no,
        sex,
        count(distinct response_no) as answered_count,
        count(case when answer_code is not null and not is_in_scale then 1 end) as out_of_scale_count,
        count(case when counts_in_mean then 1 end) as scored_count,
        sum(case when counts_in_mean then answer_code else 0 end) as score_sum
    from {{ ref('int_survey__answer') }}
    group by association_code, programme_code, survey_round, survey, sex
),

by_sex as (
    select * from by_question
    union all
    select * from by_form
),

all_rows as (
    select * from by_sex
    union all
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        question_no,
        'all' as sex,
        sum(answered_count) as answered_count,
        sum(out_of_scale_count) as out_of_scale_count,
        sum(scored_count) as scored_count,
        sum(score_sum) as score_sum
    from by_sex
    group by association_code, programme_code, survey_round, survey, question_no
)

select
    association_code,
    programme_code,
    survey_round,
    survey,
    cast(question_no as bigint) as question_no,
    sex,
    cast(answered_count as bigint) as answered_count,
    cast(out_of_scale_count as bigint) as out_of_scale_count,
    cast(scored_count as bigint) as scored_count,
    cast(score_sum as bigint) as score_sum
from all_rows
