{#- One row per failed check: the parts every check model gives. The check of exceptions comes after, as it looks at all others. -#}
{%- for model in finding_models() if model != 'exception_unused' %}
select * from {{ ref('int_finding__' ~ model) }}
{{ "union all" if not loop.last }}
{%- endfor %}
