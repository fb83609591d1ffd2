-- The published counts about people in the counts they are made of.
select
    'participant_flow' as relation,
    fact_key,
    figure as part,
    source_key,
    coefficient
from {{ ref('int_source__flow_term') }}
union all
select
    'exit_outcome' as relation,
    fact_key,
    'exit_count' as part,
    {{ cell_id('exit_outcome', 'count_key', "'exit_count'") }} as source_key,
    1 as coefficient
from {{ ref('fct_exit_outcome') }}
{%- for relation, columns in {
    'survey_result': ['asked_count', 'answered_count', 'scored_count', 'score_sum'],
    'waiting_time': ['application_count', 'offered_count', 'assessable_count', 'within_14_days_count', 'median_days'],
    'follow_up': ['consented_count', 'answered_count']
}.items() %}
{%- for column in columns %}
union all
select
    '{{ relation }}' as relation,
    fact_key,
    '{{ column }}' as part,
    {{ cell_id(relation, 'fact_key', "'" ~ column ~ "'") }} as source_key,
    1 as coefficient
from {{ ref('fct_' ~ relation) }}
where {{ column }} is not null {{- " and status_at_followup = ''" if relation == 'follow_up' }}
{%- endfor %}
{%- endfor %}
