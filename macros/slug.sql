{#- A stable code from a name: small letters without diacritics, one low line where other signs stood. -#}
{% macro slug(name) -%}
    trim(
        both '_' from replace(
            replace(
                translate(lower({{ name }}), 'åäáàöóøéèëüúíñ -–/.,:;()&+''"', 'aaaaoooeeeuuin______________'),
                '__', '_'
            ),
            '__', '_'
        )
    )
{%- endmacro %}
