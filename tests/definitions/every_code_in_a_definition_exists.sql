-- Every code that a definition names = a code that its own list holds; '*' stands for all and empty for any.
{%- set references = [
    ('account_group', 'statement_group', 'statement_group', 'statement_group'),
    ('allocation_key', 'definition_set', 'definition_set', 'definition_set'),
    ('allocation_key', 'association_code', 'association', 'association_code'),
    ('allocation_key', 'cost_category', 'cost_category', 'cost_category'),
    ('association_chart', 'association_code', 'association', 'association_code'),
    ('association_chart', 'chart_code', 'account_group', 'chart_code'),
    ('association_member', 'association_code', 'association', 'association_code'),
    ('association_member', 'member_code', 'member', 'member_code'),
    ('contribution_share', 'funder_type', 'funder', 'funder_type'),
    ('closed_period', 'association_code', 'association', 'association_code'),
    ('closed_period', 'decision_id', 'decision', 'decision_id'),
    ('cost_measure', 'cost_category', 'cost_category', 'cost_category'),
    ('cost_measure', 'cost_type', 'cost_type', 'cost_type'),
    ('cost_rule', 'definition_set', 'definition_set', 'definition_set'),
    ('cost_rule', 'association_code', 'association', 'association_code'),
    ('cost_rule', 'account_class', 'statement_group', 'account_class'),
    ('cost_rule', 'delivered_category', 'cost_category', 'cost_category'),
    ('cost_rule', 'cost_type', 'cost_type', 'cost_type'),
    ('cost_rule', 'cost_category', 'cost_category', 'cost_category'),
    ('cost_rule', 'allocation_key', 'allocation_key', 'allocation_key'),
    ('cost_type_rule', 'association_code', 'association', 'association_code'),
    ('cost_type_rule', 'account_class', 'statement_group', 'account_class'),
    ('cost_type_rule', 'chart_code', 'account_group', 'chart_code'),
    ('cost_type_rule', 'text_pattern', 'text_pattern', 'pattern_code'),
    ('cost_type_rule', 'delivered_category', 'cost_category', 'cost_category'),
    ('cost_type_rule', 'cost_type', 'cost_type', 'cost_type'),
    ('indicator_term', 'indicator_code', 'indicator', 'indicator_code'),
    ('ledger_dimension', 'association_code', 'association', 'association_code'),
    ('municipality', 'association_code', 'association', 'association_code'),
    ('printed_measure', 'indicator_code', 'indicator', 'indicator_code'),
    ('printed_measure', 'definition_set', 'definition_set', 'definition_set'),
    ('programme_link', 'association_code', 'association', 'association_code'),
    ('programme_link', 'dim_no', 'ledger_dimension', 'dim_no'),
    ('provenance_grade', 'provenance', 'provenance', 'provenance'),
    ('statement_budget_term', 'line_key', 'statement_line', 'line_key'),
    ('statement_budget_term', 'kind', 'cost_category', 'kind'),
    ('statement_term', 'statement_group', 'statement_group', 'statement_group'),
] %}
{%- set decided = [
    'account_group', 'allocation_key', 'check_catalogue', 'contribution_share', 'cost_category', 'cost_measure',
    'cost_rule', 'cost_type', 'cost_type_rule', 'definition_set', 'equity_cap', 'forecast_line_role', 'grade_rule',
    'indicator', 'indicator_term', 'printed_measure', 'programme_link', 'provenance_grade', 'statement_budget_term',
    'statement_group', 'statement_line', 'statement_term', 'text_pattern',
] %}
{%- for seed in decided %}{% do references.append((seed, 'decision_id', 'decision', 'decision_id')) %}{% endfor %}
{%- for seed, column, list, list_column in references %}
select
    '{{ seed }}' as seed,
    '{{ column }}' as column_name,
    cast(named.{{ column }} as varchar) as unknown_code,
    '{{ list }}.{{ list_column }}' as expected_in
from {{ ref(seed) }} as named
left join {{ ref(list) }} as known
    on named.{{ column }} = known.{{ list_column }}
where
    known.{{ list_column }} is null
    and cast(named.{{ column }} as varchar) <> '*'
{{ "union all" if not loop.last }}
{%- endfor %}
