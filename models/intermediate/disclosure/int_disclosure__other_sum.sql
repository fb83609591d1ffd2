-- What adds up within surveys, waiting times, follow-ups, entries and Uppföljning Finsam, and between them and the flow.
with

rounds as (
    select fact_key, association_code, programme_code, survey_round, survey, question_no, sex
    from {{ ref('fct_survey_result') }}
),

answers as (
    select
        {{ cell_id('survey_result', 'rounds.fact_key', "'scored_count'") }} as whole_cell,
        {{ cell_id('survey_answer', 'answers.fact_key', "'answer_count'") }} as cell_id
    from rounds
    inner join {{ ref('fct_survey_answer') }} as answers
        on
            rounds.association_code = answers.association_code
            and rounds.programme_code = answers.programme_code
            and rounds.survey_round = answers.survey_round
            and rounds.survey = answers.survey
            and rounds.question_no = answers.question_no
            and rounds.sex = answers.sex
),

sexes as (
    {%- for column in ['asked_count', 'answered_count', 'scored_count'] %}
    select
        {{ cell_id('survey_result', 'wholes.fact_key', "'" ~ column ~ "'") }} as whole_cell,
        {{ cell_id('survey_result', 'parts.fact_key', "'" ~ column ~ "'") }} as cell_id
    from rounds as wholes
    inner join rounds as parts
        on
            wholes.association_code = parts.association_code
            and wholes.programme_code = parts.programme_code
            and wholes.survey_round = parts.survey_round
            and wholes.survey = parts.survey
            and wholes.question_no = parts.question_no
            and wholes.sex = 'all'
            and parts.sex <> 'all'
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

asked as (
    {%- for column in ['declined_count', 'answered_count'] %}
    select
        {{ cell_id('survey_result', 'fact_key', "'asked_count'") }} as whole_cell,
        {{ cell_id('survey_result', 'fact_key', "'" ~ column ~ "'") }} as cell_id
    from rounds
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

routes as (
    {%- for column in ['application_count', 'offered_count', 'assessable_count', 'within_14_days_count'] %}
    select
        {{ cell_id('waiting_time', 'wholes.fact_key', "'" ~ column ~ "'") }} as whole_cell,
        {{ cell_id('waiting_time', 'parts.fact_key', "'" ~ column ~ "'") }} as cell_id
    from {{ ref('fct_waiting_time') }} as wholes
    inner join {{ ref('fct_waiting_time') }} as parts
        on
            wholes.association_code = parts.association_code
            and wholes.programme_code = parts.programme_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.route = ''
            and parts.route <> ''
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

statuses as (
    select
        {{ cell_id('follow_up', 'wholes.fact_key', "'answered_count'") }} as whole_cell,
        {{ cell_id('follow_up', 'parts.fact_key', "'status_count'") }} as cell_id
    from {{ ref('fct_follow_up') }} as wholes
    inner join {{ ref('fct_follow_up') }} as parts
        on
            wholes.association_code = parts.association_code
            and wholes.programme_code = parts.programme_code
            and wholes.exit_from = parts.exit_from
            and wholes.exit_to = parts.exit_to
            and wholes.months_after = parts.months_after
            and parts.status_count is not null
),

entries as (
    select
        concat({{ cell_id('entry_profile', 'wholes.fact_key', "'new_participants'") }}, '/', parts.attribute)
            as pair_id,
        {{ cell_id('entry_profile', 'wholes.fact_key', "'new_participants'") }} as whole_cell,
        {{ cell_id('entry_profile', 'parts.fact_key', "'new_count'") }} as cell_id
    from {{ ref('fct_entry_profile') }} as wholes
    inner join {{ ref('fct_entry_profile') }} as parts
        on
            wholes.association_code = parts.association_code
            and wholes.programme_code = parts.programme_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.attribute = parts.attribute
)

select concat('survey_answers/', whole_cell) as sum_id, whole_cell, cell_id from answers
union all
select concat('survey_sex/', whole_cell) as sum_id, whole_cell, cell_id from sexes
union all
select concat('survey_asked/', whole_cell) as sum_id, whole_cell, cell_id from asked
union all
select concat('waiting_route/', whole_cell) as sum_id, whole_cell, cell_id from routes
union all
select concat('follow_up_status/', whole_cell) as sum_id, whole_cell, cell_id from statuses
union all
select concat('entry/', pair_id) as sum_id, whole_cell, cell_id from entries
