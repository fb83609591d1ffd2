-- Every row with a decision holds from the day the decision has effect, or later.
{%- set decided = [
    'account_group', 'age_band', 'allocation_key', 'breakdown', 'check_catalogue', 'comparability', 'comparison_step',
    'comparison_step_funder', 'comparison_step_type', 'contribution_share', 'cost_category', 'cost_measure',
    'cost_rule', 'cost_type', 'cost_type_rule', 'definition_set', 'disclosure_weight', 'equity_cap', 'exit_exclusion',
    'exit_reason_map', 'flow_slice', 'follow_up_series', 'follow_up_status', 'forecast_line_role', 'goal_definition',
    'grade_rule', 'indicator', 'indicator_term', 'matched_measure', 'means_of_support', 'national_printed_measure',
    'official_source', 'orientation', 'outcome_class', 'outcome_measure', 'participant_pool', 'person_measure',
    'printed_area', 'printed_measure', 'programme_count_rule', 'programme_count_source', 'programme_group',
    'programme_link', 'programme_total', 'programme_type', 'provenance_grade', 'referrer', 'referrer_map',
    'registration_deadline', 'retention', 'statement_budget_term', 'statement_group', 'statement_line',
    'statement_term', 'statistic_measure', 'statistic_region', 'stay_band', 'step_forward_rule', 'suppression_limit',
    'survey', 'survey_question', 'survey_scale', 'survey_sex', 'target_group', 'target_group_component',
    'target_group_method', 'target_group_source', 'text_pattern', 'time_key', 'unit_municipality', 'waiting_threshold',
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
