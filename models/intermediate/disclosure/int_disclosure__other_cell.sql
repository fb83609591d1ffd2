-- Counts of persons in the other published relations.
{%- set counts = {
    'survey_result': [
        'asked_count', 'declined_count', 'answered_count', 'scored_count', 'out_of_scale_count', 'participant_count'
    ],
    'survey_answer': ['answer_count'],
    'instrument_result': ['answered_count'],
    'waiting_time': [
        'application_count', 'offered_count', 'assessable_count', 'within_14_days_count', 'refused_date_count'
    ],
    'follow_up': ['consented_count', 'answered_count', 'status_count', 'completed_count'],
    'entry_profile': ['new_count', 'new_participants'],
    'reach': ['numerator']
} %}
{%- for relation, columns in counts.items() %}
{%- for column in columns %}
select
    '{{ relation }}' as relation,
    fact_key,
    '{{ column }}' as measure,
    {{ cell_id(relation, 'fact_key', "'" ~ column ~ "'") }} as cell_id,
    cast({{ column }} as bigint) as value,
    'part' as level
from {{ ref('fct_' ~ relation) }}
where {{ column }} is not null
union all
{%- endfor %}
{%- endfor %}
{%- for column in ['women_count', 'men_count', 'total_count'] %}
select
    'programme_year' as relation,
    fact_key,
    '{{ column }}' as measure,
    {{ cell_id('programme_year', 'fact_key', "'" ~ column ~ "'") }} as cell_id,
    {{ column }} as value,
    '{{ 'total' if column == 'total_count' else 'sex' }}' as level
from {{ ref('fct_programme_year') }}
where
    {{ column }} is not null
    and programme_type <> 'structural'
{{ "union all" if not loop.last }}
{%- endfor %}
