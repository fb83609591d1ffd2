-- No rule has the conditions of another in the same set and days: the one behind would never be used.
{#- Seeds by their id and conditions; where no priority is written the closest row wins, and of equals the first id. -#}
{%- set rules = {
    'cost_rule': ['rule_id', [
        'definition_set', 'association_code', 'applies_to', 'account_class', 'ledger_object', 'programme_code',
        'programme_type', 'delivered_category', 'cost_type',
    ]],
    'cost_type_rule': ['rule_id', [
        'association_code', 'applies_to', 'account_class', 'chart_code', 'account_from', 'account_to', 'ledger_object',
        'programme_code', 'programme_type', 'text_pattern', 'delivered_category',
    ]],
    'exit_reason_map': ['map_id', ['association_code', 'programme_code', 'exit_reason']],
    'official_source': ['rule_id', [
        'figure', 'association_code', 'programme_code', 'registration_kind', 'source_system',
    ]],
    'referrer_map': ['map_id', ['association_code', 'programme_code', 'referrer']],
    'step_forward_rule': ['rule_id', ['definition_set', 'association_code', 'programme_code', 'outcome_class']],
} %}
{%- set without_priority = ['exit_reason_map', 'referrer_map', 'step_forward_rule'] %}
{%- for seed, (id, columns) in rules.items() %}
{%- set rank = id if seed in without_priority else 'priority' %}
select
    '{{ seed }}' as seed,
    first_rule.{{ id }} as fitting_id,
    second_rule.{{ id }} as unreachable_id
from {{ ref(seed) }} as first_rule
inner join {{ ref(seed) }} as second_rule
    on
        first_rule.{{ id }} <> second_rule.{{ id }}
        and (
            first_rule.{{ rank }} < second_rule.{{ rank }}
            or (first_rule.{{ rank }} = second_rule.{{ rank }} and first_rule.{{ id }} < second_rule.{{ id }})
        )
        and first_rule.valid_from <= second_rule.valid_to
        and second_rule.valid_from <= first_rule.valid_to
        {%- for column in columns %}
        and coalesce(lower(trim(first_rule.{{ column }})), '') = coalesce(lower(trim(second_rule.{{ column }})), '')
        {%- endfor %}
{{ "union all" if not loop.last }}
{%- endfor %}
