{#- Every check model has the same columns; text columns name what the message template shows. A check that passes on the
    remarks of others (readers, expectations) passes on their severity too. -#}
{% macro finding(check, association, fiscal_year, subject, expected="null", actual="null",
                 detail_sv="null", detail_en="null", figure_nos="null", severity="null", fact_key="null") -%}
    '{{ check }}' as check_code,
    cast({{ association }} as varchar) as association_code,
    cast({{ fiscal_year }} as bigint) as fiscal_year,
    cast({{ subject }} as varchar) as subject,
    cast({{ expected }} as decimal(28, 6)) as expected,
    cast({{ actual }} as decimal(28, 6)) as actual,
    cast({{ detail_sv }} as varchar) as detail_sv,
    cast({{ detail_en }} as varchar) as detail_en,
    cast({{ figure_nos }} as varchar) as figure_nos,
    cast({{ severity }} as varchar) as own_severity,
    cast({{ fact_key }} as varchar) as fact_key
{%- endmacro %}

{#- The threshold of a check, from the catalogue. -#}
{% macro threshold(check) -%}
    (select threshold from {{ ref('check_catalogue') }} where check_code = '{{ check }}')
{%- endmacro %}
