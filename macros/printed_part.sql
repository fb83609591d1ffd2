{#- One part of a printed figure's dimension, which is written `key=value; key=value`; empty where the figure has no such part. -#}
{% macro printed_part(dimension, key) -%}
    split_part(split_part(concat('; ', coalesce({{ dimension }}, '')), '; {{ key }}=', 2), ';', 1)
{%- endmacro %}
