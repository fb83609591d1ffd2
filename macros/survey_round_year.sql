{#- The year of a survey round: the first four digits of its name that are a year of this or the last century; none, no year. -#}
{% macro survey_round_year(survey_round) -%}
    cast(nullif(regexp_extract({{ survey_round }}, '((19|20)[0-9][0-9])', 1), '') as bigint)
{%- endmacro %}
