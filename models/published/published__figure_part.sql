with

hidden as (
    select relation, fact_key, measure
    from {{ ref('controller__suppressed_cell') }}
    group by relation, fact_key, measure
)

select
{%- for column in model.columns %}
    {{ 'hidden.fact_key is not null as is_suppressed' if column == 'is_suppressed' else 'parts.' ~ column }}
    {{- "," if not loop.last }}
{%- endfor %}
from {{ ref('controller__figure_part') }} as parts
left join hidden
    on
        parts.relation = hidden.relation
        and parts.fact_key = hidden.fact_key
        and parts.part = hidden.measure
