{#- Calendar months from the month of one date to the month of another, both counted, the way each engine counts them. -#}
{% macro months_covered(first_day, last_day) -%}
    {{ return(adapter.dispatch('months_covered', 'finsam')(first_day, last_day)) }}
{%- endmacro %}

{% macro default__months_covered(first_day, last_day) -%}
    cast(months_between(trunc({{ last_day }}, 'MM'), trunc({{ first_day }}, 'MM')) as bigint) + 1
{%- endmacro %}

{% macro duckdb__months_covered(first_day, last_day) -%}
    datediff('month', {{ first_day }}, {{ last_day }}) + 1
{%- endmacro %}
