-- Every rule can be reached: none stands behind a rule that fits all it fits on all its days, or has its very conditions.
{#- Seeds by their id, conditions and priority; where none is written the closest row wins, and of equals the first id. -#}
{%- set rules = {
    'cost_rule': ['rule_id', [
        'definition_set', 'association_code', 'applies_to', 'account_class', 'ledger_object', 'programme_code',
        'programme_type', 'delivered_category', 'cost_type',
    ], 'priority'],
    'cost_type_rule': ['rule_id', [
        'association_code', 'applies_to', 'account_class', 'chart_code', 'account_from', 'account_to', 'ledger_object',
        'programme_code', 'programme_type', 'text_pattern', 'delivered_category',
    ], 'priority'],
    'exit_reason_map': ['map_id', ['association_code', 'programme_code', 'exit_reason'], none],
    'official_source': ['rule_id', [
        'figure', 'association_code', 'programme_code', 'registration_kind', 'source_system',
    ], 'priority'],
    'referrer_map': ['map_id', ['association_code', 'programme_code', 'referrer'], none],
    'step_forward_rule': ['rule_id', ['definition_set', 'association_code', 'programme_code', 'outcome_class'], none],
} %}
{#- A wider condition: any value, the same value, or a range of accounts around the other. -#}
{%- set wider = {'account_from': '<=', 'account_to': '>='} %}
{%- for seed, (id, columns, priority) in rules.items() %}
{%- set rank = priority or id %}
select
    '{{ seed }}' as seed,
    hidden.{{ id }} as row_key,
    fitting.{{ id }} as fitting_id,
    {{ 'cast(fitting.priority as varchar)' if priority else "'-'" }} as fitting_priority
from {{ ref(seed) }} as fitting
inner join {{ ref(seed) }} as hidden
    on
        fitting.{{ id }} <> hidden.{{ id }}
        and (
            fitting.{{ rank }} < hidden.{{ rank }}
            or (fitting.{{ rank }} = hidden.{{ rank }} and fitting.{{ id }} < hidden.{{ id }})
        )
        and (
            (
                fitting.valid_from <= hidden.valid_to
                and hidden.valid_from <= fitting.valid_to
                {%- for column in columns %}
                and coalesce(lower(trim(fitting.{{ column }})), '') = coalesce(lower(trim(hidden.{{ column }})), '')
                {%- endfor %}
            )
            or (
                {{ 'true' if priority else 'false' }}
                and fitting.valid_from <= hidden.valid_from
                and hidden.valid_to <= fitting.valid_to
                {%- for column in columns %}
                and (
                    coalesce(fitting.{{ column }}, '*') = '*'
                    or fitting.{{ column }} {{ wider.get(column, '=') }} hidden.{{ column }}
                )
                {%- endfor %}
            )
        )
{{ "union all" if not loop.last }}
{%- endfor %}
