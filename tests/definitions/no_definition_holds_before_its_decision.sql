-- Every row with a decision holds from the day the decision has effect, or later.
{%- set decided = [
    'account_group', 'allocation_key', 'check_catalogue', 'contribution_share', 'cost_category', 'cost_measure',
    'cost_rule', 'cost_type', 'cost_type_rule', 'definition_set', 'equity_cap', 'forecast_line_role', 'grade_rule',
    'indicator', 'indicator_term', 'printed_measure', 'programme_link', 'provenance_grade', 'statement_budget_term',
    'statement_group', 'statement_line', 'statement_term', 'text_pattern',
] %}
{%- for seed in decided %}
select
    '{{ seed }}' as seed,
    definitions.decision_id,
    definitions.valid_from,
    decisions.effective_from
from {{ ref(seed) }} as definitions
inner join {{ ref('decision') }} as decisions
    on definitions.decision_id = decisions.decision_id
where definitions.valid_from < decisions.effective_from
{{ "union all" if not loop.last }}
{%- endfor %}
