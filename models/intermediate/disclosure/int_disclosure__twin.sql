-- The same number under two names: whoever sees one sees the other.
with

programmes as (
    select
        years.fact_key,
        years.association_code,
        years.programme_code,
        years.fiscal_year,
        flows.fact_key as flow_key,
        flows.sex
    from {{ ref('fct_programme_year') }} as years
    inner join {{ ref('fct_participant_flow') }} as flows
        on
            years.association_code = flows.association_code
            and years.programme_code = flows.programme_code
            and years.fiscal_year = flows.fiscal_year
            and years.source_system = flows.source_system
            and flows.slice in ('total', 'sex')
),

measures as (
    select * from {{ ref('int_disclosure__measure_cell') }}
)

{%- for column, sex in [('women_count', 'woman'), ('men_count', 'man'), ('total_count', 'all')] %}
select
    {{ cell_id('programme_year', 'fact_key', "'" ~ column ~ "'") }} as one_cell,
    {{ cell_id('participant_flow', 'flow_key', "'total'") }} as other_cell
from programmes
where sex = '{{ sex }}'
union all
{%- endfor %}
select
    {{ cell_id('entry_profile', 'entries.fact_key', "'new_participants'") }} as one_cell,
    {{ cell_id('participant_flow', 'flows.fact_key', "'new'") }} as other_cell
from {{ ref('fct_entry_profile') }} as entries
inner join {{ ref('fct_participant_flow') }} as flows
    on
        entries.association_code = flows.association_code
        and entries.programme_code = flows.programme_code
        and entries.fiscal_year = flows.fiscal_year
        and entries.source_system = flows.source_system
        and flows.slice = 'total'
union all
select
    {{ cell_id('reach', 'reached.fact_key', "'numerator'") }} as one_cell,
    measures.cell_id as other_cell
from {{ ref('fct_reach') }} as reached
inner join measures
    on
        reached.association_code = measures.association_code
        and reached.unit_code = measures.unit_code
        and reached.fiscal_year = measures.fiscal_year
        and measures.measure_code in ('reach_participants', 'participants_registered')
{%- for column, measure in [
    ('asked_count', 'survey_asked'), ('answered_count', 'survey_answered_of_asked'), ('answered_count', 'survey_covered'),
    ('scored_count', 'survey_scored_answers'), ('participant_count', 'participants_registered')
] %}
union all
select
    {{ cell_id('survey_result', 'rounds.fact_key', "'" ~ column ~ "'") }} as one_cell,
    measures.cell_id as other_cell
from {{ ref('fct_survey_result') }} as rounds
inner join measures
    on
        rounds.association_code = measures.association_code
        and measures.unit_code in (rounds.programme_code, '')
        and rounds.fiscal_year = measures.fiscal_year
        and measures.measure_code = '{{ measure }}'
{%- endfor %}
{%- for column, measure in [
    ('consented_count', 'follow_up_consented'), ('answered_count', 'follow_up_answered'),
    ('status_count', 'follow_up_work_or_study'), ('completed_count', 'completed_participants')
] %}
union all
select
    {{ cell_id('follow_up', 'rounds.fact_key', "'" ~ column ~ "'") }} as one_cell,
    measures.cell_id as other_cell
from {{ ref('fct_follow_up') }} as rounds
inner join measures
    on
        rounds.association_code = measures.association_code
        and measures.unit_code in (rounds.programme_code, '')
        and rounds.fiscal_year = measures.fiscal_year
        and measures.measure_code = '{{ measure }}'
{%- endfor %}
{%- for one, one_value, other in [
    ('survey_participants', none, 'participants_registered'), ('reach_participants', none, 'participants_registered'),
    ('stay_completed', none, 'completed_participants'), ('participants_unique', "''", 'participants_registered'),
    ('participants_unique', "'woman'", 'women')
] %}
union all
select one.cell_id as one_cell, other.cell_id as other_cell
from measures as one
inner join measures as other
    on
        one.association_code = other.association_code
        and one.unit_code = other.unit_code
        and one.fiscal_year = other.fiscal_year
        and one.measure_code = '{{ one }}'
        and other.measure_code = '{{ other }}'
        and other.breakdown = ''
        {%- if one_value %}
        and one.breakdown_value = {{ one_value }}
        {%- endif %}
{%- endfor %}
