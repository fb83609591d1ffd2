{#- The name of the smallest sum of cost that ledger and budget lines are known for: one place in one definition set. -#}
{% macro cost_source_key(subject, amount) -%}
    concat('cost/', {{ fact_key([
        subject ~ '.association_code', subject ~ '.fiscal_year', amount ~ '.definition_set', amount ~ '.subject_kind',
        amount ~ '.cost_category', amount ~ '.cost_type', amount ~ '.programme_code'
    ]) }})
{%- endmacro %}

{#- The name of a figure that only person rows can tell, as one unit and breakdown shows it. -#}
{% macro person_source_key(row) -%}
    concat(
        'person/',
        {{ fact_key([
            row ~ '.association_code', row ~ '.unit_code', row ~ '.fiscal_year', row ~ '.breakdown',
            row ~ '.breakdown_value'
        ]) }},
        '#',
        {{ row }}.measure_code
    )
{%- endmacro %}
