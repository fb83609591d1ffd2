{#- The tables whose rows a decision without restatement keeps out of closed periods: what tells their rows apart but dates. -#}
{% macro governed_keys() -%}
    {{ return({
        'allocation_key': ['allocation_key', 'definition_set', 'association_code'],
        'cost_rule': ['rule_id'],
        'cost_type_rule': ['rule_id'],
        'exit_reason_map': ['map_id'],
        'referrer_map': ['map_id'],
        'step_forward_rule': ['rule_id']
    }) }}
{%- endmacro %}

{#- The rows of a governed table with the days they are in force, for the association in `for_association` or for any. -#}
{% macro in_force(table) -%}
    {%- set key = [] -%}
    {%- for column in governed_keys()[table] -%}{%- do key.append('definitions.' ~ column) -%}{%- endfor -%}
    (
        select
            definitions.*,
            moved.for_association,
            coalesce(moved.starts_on, definitions.valid_from) as starts_on,
            coalesce(moved.ends_on, definitions.valid_to) as ends_on
        from {{ ref(table) }} as definitions
        left join {{ ref('int_decision__moved_row') }} as moved
            on
                moved.definition_table = '{{ table }}'
                and moved.row_key = {{ fact_key(key) }}
                and moved.valid_from = definitions.valid_from
    )
{%- endmacro %}

{#- Whether a row of in_force holds for an association on a day. -#}
{% macro holds(row, association, day) -%}
    coalesce({{ row }}.for_association, {{ association }}) = {{ association }}
    and {{ day }} between {{ row }}.starts_on and {{ row }}.ends_on
{%- endmacro %}
