{#- Texts of a group in one text, in a stated order, the way each engine writes it. -#}
{% macro joined_text(text, separator, order_by) -%}
    {{ return(adapter.dispatch('joined_text', 'finsam')(text, separator, order_by)) }}
{%- endmacro %}

{% macro default__joined_text(text, separator, order_by) -%}
    string_agg({{ text }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}

{% macro duckdb__joined_text(text, separator, order_by) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}
