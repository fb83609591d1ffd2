{#- The statements differ in their lines, which are data, and in nothing else. -#}
{% macro statement_lines(statement) %}
select
    association_code,
    fiscal_year,
    line_key as line,
    label_sv,
    label_en,
    line_type,
    note,
    sort_order,
    amount_sek,
    previous_year_sek
from {{ ref('int_statement__line_with_previous') }}
where statement = '{{ statement }}'
{% endmacro %}
