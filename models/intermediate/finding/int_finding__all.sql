{#- One row per failed check: the parts every check model gives. The check of exceptions comes after, as it looks at all others. -#}
{%- for check in checks() if check != 'exception_unused' %}
select * from {{ ref('int_finding__' ~ check) }}
{{ "union all" if not loop.last }}
{%- endfor %}
