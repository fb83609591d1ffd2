{#- The identity of one number that may have to be hidden: where it stands, or where the same number stands first. -#}
{% macro cell_id(relation, key, measure) -%}
    concat('{{ relation }}/', {{ key }}, '#', {{ measure }})
{%- endmacro %}

{#- The identity of a building block of indicators; blocks that no definition set changes have one identity for all sets. -#}
{% macro measure_cell_id(row, set) -%}
    concat('measure/', {{ fact_key([
        row ~ '.association_code', row ~ '.unit_code', row ~ '.fiscal_year', set, row ~ '.breakdown',
        row ~ '.breakdown_value', row ~ '.measure_code'
    ]) }})
{%- endmacro %}

{#- The key of one slice of participants, the same in the mart and where its parts are looked up. -#}
{% macro flow_key(row) -%}
    {{ fact_key([
        row ~ '.association_code', row ~ '.programme_code', row ~ '.period_from', row ~ '.period_to',
        row ~ '.count_basis', row ~ '.registration_kind', row ~ '.source_system', row ~ '.slice',
        row ~ '.municipality_code', row ~ '.sex'
    ]) }}
{%- endmacro %}

{#- The key of one count of exits, whatever the definition set; `more` adds to it. -#}
{% macro exit_key(row, more=[]) -%}
    {{ fact_key([
        row ~ '.association_code', row ~ '.programme_code', row ~ '.period_from', row ~ '.period_to',
        row ~ '.source_system', row ~ '.slice', row ~ '.municipality_code', row ~ '.sex', row ~ '.count_kind',
        row ~ '.outcome_class', row ~ '.public_support', row ~ '.exit_reason'
    ] + more) }}
{%- endmacro %}
