{#- The readable name of a row: the parts of its key joined by a slash, an empty part as a dash. -#}
{% macro fact_key(parts) -%}
    concat_ws(
        '/',
        {%- for part in parts %}
        coalesce(nullif(cast({{ part }} as varchar), ''), '-'){{ "," if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
