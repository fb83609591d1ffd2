{#- A published relation about people: the columns of its contract, empty where their count is hidden. `hides` names for
    each column the counts that its value is or would give away; `withheld`, when the same columns are empty for want of trust. -#}
{% macro protected(relation, hides, withheld='') %}
{%- set needed = [] -%}
{%- for counts in hides.values() -%}
    {%- for count in counts if count not in needed -%}{%- do needed.append(count) -%}{%- endfor -%}
{%- endfor %}
with

hidden as (
    select
        fact_key,
        {%- for count in needed %}
        max(case when measure = '{{ count }}' then 1 else 0 end) = 1 as hides_{{ count }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('controller__suppressed_cell') }}
    where relation = '{{ relation }}'
    group by fact_key
)

select
    {%- for column in model.columns %}
    {%- if column == 'is_suppressed' %}
    {% for count in needed %}coalesce(hidden.hides_{{ count }}, false){{ " or " if not loop.last }}{% endfor %} as is_suppressed
    {%- elif column in hides %}
    case
        when {{ withheld ~ ' or ' if withheld }}{% for count in hides[column] %}coalesce(hidden.hides_{{ count }}, false){{ " or " if not loop.last }}{% endfor %} then null
        else facts.{{ column }}
    end as {{ column }}
    {%- else %}
    facts.{{ column }}
    {%- endif %}
    {{- "," if not loop.last }}
    {%- endfor %}
from {{ ref('controller__' ~ relation) }} as facts
left join hidden
    on facts.fact_key = hidden.fact_key
{% endmacro %}
