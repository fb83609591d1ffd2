{#- Tables that always apply: what lacks a row on a day is lost or shown wrongly. Rules and maps that may come and go are
    seen by what they leave uncovered. -#}
{% macro standing_definitions() -%}
    {{ return([
        'account_group', 'age_band', 'association_chart', 'breakdown', 'check_catalogue', 'contribution_share',
        'cost_category', 'cost_measure', 'cost_type', 'definition_set', 'disclosure_weight', 'equity_cap', 'exit_exclusion',
        'flow_slice', 'follow_up_status', 'grade_rule', 'indicator', 'indicator_term', 'matched_measure',
        'means_of_support', 'outcome_class', 'outcome_measure', 'person_measure', 'programme_group', 'programme_type',
        'provenance_grade', 'referrer', 'registration_deadline', 'retention', 'statement_budget_term', 'statement_group',
        'statement_line', 'statement_term', 'stay_band', 'suppression_limit', 'survey_scale', 'text_pattern',
        'waiting_threshold',
    ]) }}
{%- endmacro %}
