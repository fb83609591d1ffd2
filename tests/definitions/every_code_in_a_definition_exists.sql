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
    ('association_register_name', 'association_code', 'association', 'association_code'),
    ('change_band', 'indicator_code', 'indicator', 'indicator_code'),
    ('check_exception', 'association_code', 'association', 'association_code'),
    ('check_exception', 'check_code', 'check_catalogue', 'check_code'),
    ('check_threshold', 'association_code', 'association', 'association_code'),
    ('check_threshold', 'check_code', 'check_catalogue', 'check_code'),
    ('check_topic', 'check_code', 'check_catalogue', 'check_code'),
    ('check_topic', 'check_code', 'grade_rule', 'reason_code'),
    ('check_topic', 'topic', 'measure', 'topic'),
    ('closed_period', 'association_code', 'association', 'association_code'),
    ('closed_period', 'decision_id', 'decision', 'decision_id'),
    ('restated_figure', 'association_code', 'association', 'association_code'),
    ('restated_figure', 'decision_id', 'decision', 'decision_id'),
    ('restated_figure', 'relation', 'closed_relation', 'relation'),
    ('comparability', 'association_code', 'association', 'association_code'),
    ('comparability', 'indicator_code', 'indicator', 'indicator_code'),
    ('comparison_step_funder', 'step_code', 'comparison_step', 'step_code'),
    ('comparison_step_funder', 'funder_type', 'funder', 'funder_type'),
    ('comparison_step_type', 'step_code', 'comparison_step', 'step_code'),
    ('comparison_step_type', 'cost_type', 'cost_type', 'cost_type'),
    ('contribution_share', 'funder_type', 'funder', 'funder_type'),
    ('cost_measure', 'measure_code', 'measure', 'measure_code'),
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
    ('definition_set', 'inherits', 'definition_set', 'definition_set'),
    ('definition_set', 'association_code', 'association', 'association_code'),
    ('delivery_calendar', 'association_code', 'association', 'association_code'),
    ('delivery_calendar', 'delivery_source', 'topic_source', 'delivery_source'),
    ('exit_reason_map', 'association_code', 'association', 'association_code'),
    ('exit_reason_map', 'outcome_class', 'outcome_class', 'outcome_class'),
    ('goal_definition', 'association_code', 'association', 'association_code'),
    ('goal_definition', 'definition_set', 'definition_set', 'definition_set'),
    ('freshness_limit', 'delivery_source', 'topic_source', 'delivery_source'),
    ('grade_rule', 'association_code', 'association', 'association_code'),
    ('indicator', 'unit', 'indicator_unit', 'unit'),
    ('indicator_term', 'indicator_code', 'indicator', 'indicator_code'),
    ('indicator_term', 'measure_code', 'measure', 'measure_code'),
    ('ledger_dimension', 'association_code', 'association', 'association_code'),
    ('matched_measure', 'measure_code', 'person_measure', 'measure_code'),
    ('matched_measure', 'matched_measure_code', 'person_measure', 'measure_code'),
    ('municipality', 'association_code', 'association', 'association_code'),
    ('national_printed_measure', 'check_code', 'check_catalogue', 'check_code'),
    ('official_source', 'association_code', 'association', 'association_code'),
    ('official_source', 'source_system', 'follow_up_series', 'source_system'),
    ('orientation', 'programme_type', 'programme_type', 'programme_type'),
    ('orientation', 'nearest_orientation', 'orientation', 'orientation'),
    ('orientation', 'source_system', 'follow_up_series', 'source_system'),
    ('outcome_measure', 'measure_code', 'person_measure', 'measure_code'),
    ('participant_pool', 'association_code', 'association', 'association_code'),
    ('person_measure', 'measure_code', 'measure', 'measure_code'),
    ('person_measure', 'rests_on_measure', 'person_measure', 'measure_code'),
    ('printed_area', 'association_code', 'association', 'association_code'),
    ('printed_measure', 'indicator_code', 'indicator', 'indicator_code'),
    ('printed_measure', 'definition_set', 'definition_set', 'definition_set'),
    ('printed_measure', 'breakdown', 'breakdown', 'breakdown'),
    ('programme_count_rule', 'programme_type', 'programme_type', 'programme_type'),
    ('programme_count_source', 'source_system', 'follow_up_series', 'source_system'),
    ('programme_link', 'association_code', 'association', 'association_code'),
    ('programme_link', 'dim_no', 'ledger_dimension', 'dim_no'),
    ('programme_total', 'association_code', 'association', 'association_code'),
    ('provenance_grade', 'provenance', 'provenance', 'provenance'),
    ('referrer', 'parent_referrer', 'referrer', 'referrer'),
    ('referrer_map', 'association_code', 'association', 'association_code'),
    ('referrer_map', 'shared_referrer', 'referrer', 'referrer'),
    ('statement_budget_term', 'line_key', 'statement_line', 'line_key'),
    ('statement_budget_term', 'kind', 'cost_category', 'kind'),
    ('statement_term', 'statement_group', 'statement_group', 'statement_group'),
    ('step_forward_rule', 'association_code', 'association', 'association_code'),
    ('step_forward_rule', 'definition_set', 'definition_set', 'definition_set'),
    ('step_forward_rule', 'outcome_class', 'outcome_class', 'outcome_class'),
    ('survey', 'companion_survey', 'survey', 'survey'),
    ('survey_question', 'survey', 'survey', 'survey'),
    ('survey_question', 'scale_code', 'survey_scale', 'scale_code'),
    ('target_group', 'source_system', 'follow_up_series', 'source_system'),
    ('target_group_component', 'method', 'target_group_method', 'method'),
    ('target_group_component', 'statistic_code', 'statistic_measure', 'statistic_code'),
    ('target_group_method', 'statistic_code', 'statistic_measure', 'statistic_code'),
    ('target_group_method', 'reach_programme_group', 'programme_group', 'programme_group'),
    ('target_group_method', 'reach_measure_code', 'person_measure', 'measure_code'),
    ('target_group_source', 'method', 'target_group_method', 'method'),
    ('time_key', 'allocation_key', 'allocation_key', 'allocation_key'),
    ('time_key', 'definition_set', 'allocation_key', 'definition_set'),
    ('time_key', 'cost_category', 'cost_category', 'cost_category'),
    ('topic_source', 'topic', 'measure', 'topic'),
    ('unit_municipality', 'association_code', 'association', 'association_code'),
    ('unit_municipality', 'municipality_code', 'municipality', 'municipality_code'),
] %}
{%- set decided = definition_keys()['definitions'] %}
{%- for seed in decided %}{% do references.append((seed, 'decision_id', 'decision', 'decision_id')) %}{% endfor %}
{%- set lists = {} %}
{%- for _, _, list, list_column in references %}{% do lists.update({(list, list_column): true}) %}{% endfor %}
with

unknown as (
    {%- for seed, column, list, list_column in references %}
    select
        '{{ seed }}' as seed,
        {{ row_key(seed, 'named') }} as row_key,
        '{{ column }}' as column_name,
        cast(named.{{ column }} as varchar) as value,
        '{{ list }}' as expected_in,
        '{{ list_column }}' as expected_column
    from {{ ref(seed) }} as named
    left join {{ ref(list) }} as known
        on named.{{ column }} = known.{{ list_column }}
    where
        known.{{ list_column }} is null
        and cast(named.{{ column }} as varchar) <> '*'
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

known as (
    {%- for list, list_column in lists %}
    select '{{ list }}' as list, '{{ list_column }}' as list_column, cast({{ list_column }} as varchar) as code
    from {{ ref(list) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    unknown.seed,
    unknown.row_key,
    unknown.column_name,
    unknown.value,
    unknown.expected_in,
    known.code as nearest
from unknown
left join known
    on
        unknown.expected_in = known.list
        and unknown.expected_column = known.list_column
qualify
    row_number() over (
        partition by unknown.seed, unknown.row_key, unknown.column_name, unknown.value
        order by levenshtein(unknown.value, known.code), known.code
    ) = 1
