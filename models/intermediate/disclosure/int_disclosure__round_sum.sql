-- How the building blocks of an association and its units follow from the waiting times, survey rounds and follow-ups that are
-- published beside them, programme by programme and round by round.
with

scopes as (
    select association_code, programme_code, unit_code
    from {{ ref('int_programme__rollup') }}
    union
    -- a programme that is missing in the list of programmes still counts in the whole
    select association_code, programme_code, '' as unit_code
    from {{ ref('fct_waiting_time') }}
    union
    select association_code, programme_code, '' as unit_code
    from {{ ref('fct_follow_up') }}
    union
    select association_code, programme_code, '' as unit_code
    from {{ ref('int_survey__measure_part') }}
),

published as (
    {%- for column, measure in [
        ('application_count', 'applications'), ('offered_count', 'waiting_offered'),
        ('assessable_count', 'waiting_assessable'), ('within_14_days_count', 'waiting_within_14_days')
    ] %}
    select
        association_code,
        programme_code,
        fiscal_year,
        route as breakdown_value,
        '{{ measure }}' as measure_code,
        {{ cell_id('waiting_time', 'fact_key', "'" ~ column ~ "'") }} as cell_id
    from {{ ref('fct_waiting_time') }}
    union all
    {%- endfor %}
    {%- for column, measure, status in [
        ('consented_count', 'follow_up_consented', "status_at_followup = ''"),
        ('answered_count', 'follow_up_answered', "status_at_followup = ''"),
        ('status_count', 'follow_up_work_or_study', 'is_work_or_study')
    ] %}
    select
        association_code,
        programme_code,
        fiscal_year,
        cast(months_after as varchar) as breakdown_value,
        '{{ measure }}' as measure_code,
        {{ cell_id('follow_up', 'fact_key', "'" ~ column ~ "'") }} as cell_id
    from {{ ref('fct_follow_up') }}
    where
        {{ status }}
        and not is_inside_another_period
    union all
    {%- endfor %}
    {%- for column, measure in [
        ('asked_count', 'survey_asked'), ('answered_count', 'survey_answered_of_asked'),
        ('answered_count', 'survey_covered'), ('scored_count', 'survey_scored_answers')
    ] %}
    select
        association_code,
        programme_code,
        fiscal_year,
        breakdown_value,
        '{{ measure }}' as measure_code,
        {{ cell_id(
            'survey_result',
            fact_key(['association_code', 'programme_code', 'survey_round', 'survey', 'question_no', 'sex']),
            "'" ~ column ~ "'"
        ) }} as cell_id
    from {{ ref('int_survey__measure_part') }}
    where measure_code = '{{ measure }}'
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    concat('round/', measures.cell_id) as sum_id,
    measures.cell_id as whole_cell,
    published.cell_id
from {{ ref('int_disclosure__measure_cell') }} as measures
inner join scopes
    on
        measures.association_code = scopes.association_code
        and measures.unit_code = scopes.unit_code
inner join published
    on
        scopes.association_code = published.association_code
        and scopes.programme_code = published.programme_code
        and measures.fiscal_year = published.fiscal_year
        and measures.breakdown_value = published.breakdown_value
        and measures.measure_code = published.measure_code
