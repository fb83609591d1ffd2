{#- How many person rows are no participations, or came twice, may be too few persons to show. -#}
{%- set shown = {
    'rows_in': 'case when not about_persons then rows_in end as rows_in',
    'rows_through': 'case when not about_persons then rows_through end as rows_through',
    'rows_remainder': 'case when not about_persons then rows_remainder end as rows_remainder',
    'remainder_name': "case when not about_persons then remainder_name else '' end as remainder_name",
    'is_suppressed': 'about_persons as is_suppressed',
} %}
select
{%- for column in model.columns %}
    {{ shown.get(column, column) }}{{ "," if not loop.last }}
{%- endfor %}
from {{ ref('controller__conservation') }}
