{#- Put subject, amounts and detail into a message template; whole amounts without decimals, shares as they are. -#}
{% macro fill_message(template, detail, decimal_mark) -%}
    replace(
        replace(
            replace(
                replace(
                    replace({{ template }}, '{subject}', coalesce(subject, '')),
                    '{expected}', coalesce({{ plain_number('expected', decimal_mark) }}, '-')
                ),
                '{actual}', coalesce({{ plain_number('actual', decimal_mark) }}, '-')
            ),
            '{detail_sv}', coalesce({{ detail }}, '')
        ),
        '{detail_en}', coalesce({{ detail }}, '')
    )
{%- endmacro %}

{% macro plain_number(amount, decimal_mark) -%}
    replace(rtrim(rtrim(cast({{ amount }} as varchar), '0'), '.'), '.', '{{ decimal_mark }}')
{%- endmacro %}
