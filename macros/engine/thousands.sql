{#- A whole number with thousands apart, the way each engine formats it. -#}
{% macro thousands(number, separator) -%}
    {{ return(adapter.dispatch('thousands', 'finsam')(number, separator)) }}
{%- endmacro %}

{% macro default__thousands(number, separator) -%}
    replace(format_number({{ number }}, 0), ',', '{{ separator }}')
{%- endmacro %}

{% macro duckdb__thousands(number, separator) -%}
    replace(format('{:,}', cast({{ number }} as hugeint)), ',', '{{ separator }}')
{%- endmacro %}
