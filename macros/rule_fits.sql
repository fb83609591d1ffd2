{#- The conditions that every dated rule shares (its rows read through in_force): an empty cell in the rule means "any". -#}
{% macro rule_fits(rule, subject) -%}
    {{ rule }}.association_code in ({{ subject }}.association_code, '*')
        and {{ holds(rule, subject ~ '.association_code', subject ~ '.valid_on') }}
        and {{ rule }}.applies_to in ({{ subject }}.subject_kind, '*')
        and ({{ rule }}.account_class is null or {{ rule }}.account_class = {{ subject }}.account_class)
        and (
            {{ rule }}.ledger_object is null
            or {{ rule }}.ledger_object in ({{ subject }}.unit_object, {{ subject }}.project_object)
        )
        and ({{ rule }}.programme_code is null or {{ rule }}.programme_code = {{ subject }}.programme_code)
        and ({{ rule }}.programme_type is null or {{ rule }}.programme_type = {{ subject }}.programme_type)
        and (
            {{ rule }}.delivered_category is null
            or {{ rule }}.delivered_category = {{ subject }}.delivered_category
        )
{%- endmacro %}

{#- A rule of cost types looks at the account and the text too. -#}
{% macro type_rule_fits(rule, subject) -%}
    {{ rule_fits(rule, subject) }}
        and ({{ rule }}.chart_code is null or {{ rule }}.chart_code = {{ subject }}.chart_code)
        and (
            {{ rule }}.account_from is null
            or {{ subject }}.account between {{ rule }}.account_from and {{ rule }}.account_to
        )
        and (
            {{ rule }}.text_pattern is null
            or concat('|', {{ subject }}.text_signature, '|') like concat('%|', {{ rule }}.text_pattern, '|%')
        )
{%- endmacro %}
