-- What is hidden and why: few persons, a number that would give them away, hidden before, or too few answers for a result.
select
    places.relation,
    places.fact_key,
    places.measure,
    places.cell_id,
    places.value,
    hidden.reason
from {{ ref('int_disclosure__place') }} as places
inner join {{ ref('int_disclosure__hidden_cell') }} as hidden
    on places.cell_id = hidden.cell_id
{%- for relation in ['survey_result', 'survey_answer', 'instrument_result'] %}
union all
select
    '{{ relation }}' as relation,
    fact_key,
    'below_minimum' as measure,
    {{ cell_id(relation, 'fact_key', "'below_minimum'") }} as cell_id,
    answered_count as value,
    'too_few_answers' as reason
from {{ ref('fct_' ~ relation) }}
where is_below_minimum
{%- endfor %}
