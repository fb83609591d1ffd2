{#- The one place that knows where raw Parquet lies; another engine overrides it by dispatch. -#}
{% macro raw(table) -%}
    {{ return(adapter.dispatch('raw', 'finsam')(table)) }}
{%- endmacro %}

{% macro default__raw(table) -%}
    {{ return(source('raw', table)) }}
{%- endmacro %}
