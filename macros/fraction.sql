{#- Shares and ratios are stored exactly to ten decimals; dividing by nothing or by zero gives nothing. -#}
{% macro fraction(numerator, denominator) -%}
    cast(round(cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0), 10) as decimal(28, 10))
{%- endmacro %}
