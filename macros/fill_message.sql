{#- Put subject, amounts and detail into a message template; whole amounts without decimals, shares as they are. -#}
{% macro fill_message(template, detail, separator, decimal_mark) -%}
    replace(
        replace(
            replace(
                replace(
                    replace({{ template }}, '{subject}', coalesce(subject, '')),
                    '{expected}', case when expected is null then '-' else {{ plain_number('expected', separator, decimal_mark) }} end
                ),
                '{actual}', case when actual is null then '-' else {{ plain_number('actual', separator, decimal_mark) }} end
            ),
            '{detail_sv}', coalesce({{ detail }}, '')
        ),
        '{detail_en}', coalesce({{ detail }}, '')
    )
{%- endmacro %}

{#- As people write it: thousands apart, decimals only where there are any. -#}
{% macro plain_number(amount, separator, decimal_mark) -%}
    concat(
        case when {{ amount }} < 0 then '-' else '' end,
        {{ thousands('trunc(abs(' ~ amount ~ '))', separator) }},
        case
            when {{ amount }} <> trunc({{ amount }})
                then concat('{{ decimal_mark }}', rtrim(split_part(cast({{ amount }} as varchar), '.', 2), '0'))
            else ''
        end
    )
{%- endmacro %}
