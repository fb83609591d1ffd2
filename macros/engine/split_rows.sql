{#- One row for each part of a text between separators, the way each engine makes rows. -#}
{% macro split_rows(text, separator) -%}
    {{ return(adapter.dispatch('split_rows', 'finsam')(text, separator)) }}
{%- endmacro %}

{% macro default__split_rows(text, separator) -%}
    explode(split({{ text }}, '\\Q{{ separator }}\\E'))
{%- endmacro %}

{% macro duckdb__split_rows(text, separator) -%}
    unnest(string_split({{ text }}, '{{ separator }}'))
{%- endmacro %}
