-- No rule has the conditions of another in the same set and days: the one behind would never be used.
{%- set conditions = {
    'cost_rule': [
        'definition_set', 'association_code', 'applies_to', 'account_class', 'ledger_object', 'programme_code',
        'programme_type', 'delivered_category', 'cost_type',
    ],
    'cost_type_rule': [
        'association_code', 'applies_to', 'account_class', 'chart_code', 'account_from', 'account_to', 'ledger_object',
        'programme_code', 'programme_type', 'text_pattern', 'delivered_category',
    ],
} %}
{%- for seed, columns in conditions.items() %}
select
    '{{ seed }}' as seed,
    first_rule.rule_id,
    second_rule.rule_id as unreachable_rule_id
from {{ ref(seed) }} as first_rule
inner join {{ ref(seed) }} as second_rule
    on
        first_rule.rule_id <> second_rule.rule_id
        and (
            first_rule.priority < second_rule.priority
            or (first_rule.priority = second_rule.priority and first_rule.rule_id < second_rule.rule_id)
        )
        and first_rule.valid_from <= second_rule.valid_to
        and second_rule.valid_from <= first_rule.valid_to
        {%- for column in columns %}
        and coalesce(first_rule.{{ column }}, '') = coalesce(second_rule.{{ column }}, '')
        {%- endfor %}
{{ "union all" if not loop.last }}
{%- endfor %}
