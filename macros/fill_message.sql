{#- Put subject, amounts and detail into a message template; whole amounts without decimals, a fraction as it is or as per cent. -#}
{% macro fill_message(template, subject, detail, separator, decimal_mark) -%}
    {%- set filled = namespace(text="replace(replace(replace(" ~ template ~ ", '{subject}', coalesce(" ~ subject ~ ", '')), "
        ~ "'{detail_sv}', coalesce(" ~ detail ~ ", '')), '{detail_en}', coalesce(" ~ detail ~ ", ''))") -%}
    {%- for amount in ['expected', 'actual'] -%}
        {%- for place, unit in [('', "''"), ('_percent', "'fraction'")] -%}
            {%- set filled.text = "replace(" ~ filled.text ~ ", '{" ~ amount ~ place ~ "}', coalesce("
                ~ amount_of_unit(amount, unit, separator, decimal_mark) ~ ", '-'))" -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ filled.text }}
{%- endmacro %}

{#- An amount as people write it: a fraction as per cent, kronor with their name. -#}
{% macro amount_of_unit(amount, unit, separator, decimal_mark) -%}
    case
        when {{ amount }} is null then null
        when {{ unit }} = 'fraction'
            then concat({{ plain_number('cast(100 * ' ~ amount ~ ' as decimal(28, 2))', separator, decimal_mark) }}, ' %')
        when {{ unit }} = 'sek'
            then concat(
                {{ plain_number('cast(' ~ amount ~ ' as decimal(28, 2))', separator, decimal_mark) }},
                '{{ " kr" if decimal_mark == "," else " SEK" }}'
            )
        else {{ plain_number('cast(' ~ amount ~ ' as decimal(28, 6))', separator, decimal_mark) }}
    end
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
