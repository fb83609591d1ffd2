{#- Every check model has the same columns; text columns name what the message template shows. A check that passes on the
    remarks of others (readers, expectations) passes on their severity too; a model of many checks names them in a column. -#}
{% macro finding(check, association, fiscal_year, subject, expected="null", actual="null",
                 detail_sv="null", detail_en="null", figure_nos="null", severity="null", fact_key="null", check_column=none) -%}
    {{ check_column or "'" ~ check ~ "'" }} as check_code,
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

{#- The difference that a check tolerates for an association on the last day of a year; the association's own row goes
    before the one for all. -#}
{% macro threshold(check, association, fiscal_year) -%}
    (
        select coalesce(max(case when limits.held_for <> '*' then limits.threshold end), max(limits.threshold))
        from (
            select threshold, association_code as held_for, valid_from as held_from, valid_to as held_to
            from {{ ref('check_threshold') }}
            where check_code = {{ check }}
        ) as limits
        where
            limits.held_for in ('*', {{ association }})
            and make_date({{ fiscal_year }}, 12, 31) between limits.held_from and limits.held_to
    )
{%- endmacro %}

{#- Whether an exception is of a finding and in force on the day the figures are seen from. What it leaves empty may be anything,
    but the association is always named: a finding that has none is accepted by an exception that has none. -#}
{% macro exception_fits(exceptions, findings, as_of) -%}
    {{ exceptions }}.check_code = {{ findings }}.check_code
    and coalesce({{ exceptions }}.association_code, '') = coalesce({{ findings }}.association_code, '')
    and coalesce({{ exceptions }}.fiscal_year, {{ findings }}.fiscal_year, 0) = coalesce({{ findings }}.fiscal_year, 0)
    and coalesce({{ exceptions }}.subject, {{ findings }}.subject) = {{ findings }}.subject
    and coalesce({{ exceptions }}.figure_nos, {{ findings }}.figure_nos, '') = coalesce({{ findings }}.figure_nos, '')
    and {{ as_of }} between {{ exceptions }}.valid_from and {{ exceptions }}.valid_to
{%- endmacro %}
