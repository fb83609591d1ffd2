-- Survey results down to what was delivered: the line of the round for its counts, the file for what is made from single forms.
with

rounds as (
    {%- for column in ['asked_count', 'answered_count'] %}
    select
        {{ cell_id(
            'survey_result',
            fact_key(['association_code', 'programme_code', 'survey_round', 'survey', '0', "'all'"]),
            "'" ~ column ~ "'"
        ) }} as source_key,
        file_sha256,
        line_no,
        {{ column }} as amount
    from {{ ref('int_survey__delivered_round') }}
    where
        delivery_rank = 1
        and {{ column }} is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

files as (
    select
        association_code,
        programme_code,
        survey_round,
        survey,
        file_sha256,
        count(*) over (partition by association_code, programme_code, survey_round, survey) as file_count
    from {{ ref('int_survey__delivered_answer') }}
    where delivery_rank = 1
    group by association_code, programme_code, survey_round, survey, file_sha256
),

form_counts as (
    {%- for column in ['answered_count', 'scored_count', 'score_sum'] %}
    select
        {{ cell_id(
            'survey_result',
            fact_key([
                'scores.association_code', 'scores.programme_code', 'scores.survey_round', 'scores.survey',
                'scores.question_no', 'scores.sex'
            ]),
            "'" ~ column ~ "'"
        ) }} as source_key,
        files.file_sha256,
        files.file_count,
        scores.{{ column }} as amount
    from {{ ref('int_survey__score') }} as scores
    inner join files
        on
            scores.association_code = files.association_code
            and scores.programme_code = files.programme_code
            and scores.survey_round = files.survey_round
            and scores.survey = files.survey
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast(amount as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from rounds
union all
-- the count that the association states goes before the number of its forms
select
    form_counts.source_key,
    'form_rows' as source_kind,
    form_counts.file_sha256,
    0 as line_no,
    cast(case when form_counts.file_count = 1 then form_counts.amount end as decimal(18, 2)) as amount,
    case when form_counts.file_count > 1 then 'several_files' end as no_amount_reason
from form_counts
left join rounds
    on form_counts.source_key = rounds.source_key
where rounds.source_key is null
