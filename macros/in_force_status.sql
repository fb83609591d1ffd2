{#- Whether a dated row holds on a day: no first or last day means that it has always held, or still does. -#}
{% macro in_force_status(row, day) -%}
    case
        when {{ row }}.valid_from > {{ day }} then 'future'
        when {{ row }}.valid_to < {{ day }} then 'ended'
        else 'in_force'
    end
{%- endmacro %}
