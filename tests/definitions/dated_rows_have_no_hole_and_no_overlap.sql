-- Per dated definition and key: each row ends no earlier than it starts, and the next row starts the day after it ends.
{#- Seeds by their key without dates. Rows that are alternatives by written priority are told apart by their own id;
    account_group is keyed by chart and range, and its ranges have a test of their own. -#}
{%- set dated = {
    'account_group': ['chart_code', 'account_from'],
    'age_band': ['age_band'],
    'allocation_key': ['allocation_key', 'definition_set', 'association_code', 'cost_category'],
    'association': ['association_code'],
    'association_chart': ['association_code'],
    'association_member': ['association_code', 'member_code'],
    'association_register_name': ['association_code'],
    'breakdown': ['breakdown'],
    'chart_of_accounts': ['chart_code', 'account_from'],
    'check_catalogue': ['check_code'],
    'comparability': ['association_code', 'unit_code', 'indicator_code'],
    'comparison_step': ['step_code'],
    'comparison_step_funder': ['step_code', 'funder_type'],
    'comparison_step_type': ['cost_type'],
    'contribution_share': ['funder_type'],
    'cost_category': ['cost_category'],
    'cost_measure': ['measure_code'],
    'cost_rule': ['rule_id'],
    'cost_type': ['cost_type'],
    'cost_type_rule': ['rule_id'],
    'definition_set': ['definition_set'],
    'disclosure_weight': ['level'],
    'equity_cap': ['denominator'],
    'exit_exclusion': ['reason_pattern'],
    'exit_reason_map': ['map_id'],
    'flow_slice': ['slice'],
    'follow_up_series': ['source_system'],
    'follow_up_status': ['status_code'],
    'forecast_line_role': ['section', 'line_text'],
    'goal_definition': ['association_code', 'goal_code'],
    'grade_rule': ['reason_code'],
    'indicator': ['indicator_code'],
    'indicator_term': ['indicator_code', 'part', 'measure_code'],
    'matched_measure': ['measure_code'],
    'means_of_support': ['support_text'],
    'municipality': ['municipality_code'],
    'national_printed_measure': ['measure'],
    'official_source': ['rule_id'],
    'orientation': ['orientation'],
    'outcome_class': ['outcome_class'],
    'outcome_measure': ['measure_code'],
    'participant_pool': ['association_code', 'pool_code', 'part', 'programme_code'],
    'person_measure': ['measure_code'],
    'printed_area': ['area'],
    'printed_measure': ['measure', 'dimension'],
    'programme_count_rule': ['programme_type', 'registration_type'],
    'programme_count_source': ['delivery_source'],
    'programme_group': ['programme_group', 'team_type'],
    'programme_link': ['association_code', 'dim_no', 'object_code'],
    'programme_total': ['association_code', 'programme_code'],
    'programme_type': ['programme_type'],
    'provenance_grade': ['provenance', 'rests_on_cost_type'],
    'referrer': ['referrer'],
    'referrer_map': ['map_id'],
    'registration_deadline': ['event'],
    'retention': ['delivery_source'],
    'statement_budget_term': ['line_key', 'kind'],
    'statement_group': ['statement_group'],
    'statement_line': ['statement', 'line_key'],
    'statement_term': ['statement', 'line_key', 'statement_group', 'value_kind'],
    'statistic_measure': ['measure_id'],
    'statistic_region': ['provider', 'region_key'],
    'stay_band': ['stay_band'],
    'step_forward_rule': ['rule_id'],
    'suppression_limit': ['limit_code'],
    'survey': ['survey'],
    'survey_question': ['survey', 'question_no'],
    'survey_scale': ['scale_code', 'answer_code'],
    'survey_sex': ['sex_code'],
    'target_group': ['target_group'],
    'target_group_component': ['method', 'component'],
    'target_group_method': ['method'],
    'target_group_source': ['method', 'basis'],
    'text_pattern': ['pattern_code'],
    'time_key': ['allocation_key', 'definition_set', 'role', 'activity'],
    'unit_municipality': ['association_code', 'unit_code', 'municipality_code'],
    'waiting_threshold': ['threshold_code'],
} %}
with

dated_rows as (
    {%- for seed, key in dated.items() %}
    select
        '{{ seed }}' as seed,
        concat_ws(' / ', {{ key | join(', ') }}) as row_key,
        valid_from,
        valid_to
    from {{ ref(seed) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

in_order as (
    select
        seed,
        row_key,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by seed, row_key order by valid_from, valid_to) as next_from
    from dated_rows
)

select
    seed,
    row_key,
    valid_from,
    valid_to,
    next_from,
    case
        when valid_from is null or valid_to is null then 'a date is missing'
        when valid_from > valid_to then 'ends before it starts'
        when next_from <= valid_to then 'overlaps the next row'
        else 'a hole before the next row'
    end as problem
from in_order
where
    valid_from is null
    or valid_to is null
    or valid_from > valid_to
    or next_from <> valid_to + 1
