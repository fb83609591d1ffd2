-- Rows that begin after the first day of the data or end before its last; holes between rows are for a test to find.
{#- Tables that always apply: what lacks a row on a day is lost or shown wrongly. Rules and maps that may come and go are
    seen by what they leave uncovered. -#}
{%- set standing = [
    'account_group', 'age_band', 'association_chart', 'breakdown', 'check_catalogue', 'contribution_share',
    'cost_category', 'cost_measure', 'cost_type', 'definition_set', 'disclosure_weight', 'equity_cap', 'exit_exclusion',
    'flow_slice', 'follow_up_status', 'grade_rule', 'indicator', 'indicator_term', 'matched_measure',
    'means_of_support', 'outcome_class', 'outcome_measure', 'person_measure', 'programme_group', 'programme_type',
    'provenance_grade', 'referrer', 'registration_deadline', 'retention', 'statement_budget_term', 'statement_group',
    'statement_line', 'statement_term', 'stay_band', 'suppression_limit', 'survey_scale', 'text_pattern',
    'waiting_threshold',
] %}
{%- set periods = ['int_exit__mapped', 'int_participation__delivered', 'int_referral__mapped'] %}
with

days as (
    {%- for model in periods %}
    select min(period_from) as first_day, max(period_to) as last_day
    from {{ ref(model) }}
    union all
    {%- endfor %}
    select min(valid_on) as first_day, max(last_day(valid_on)) as last_day
    from {{ ref('int_cost__subject') }}
),

calendar as (
    select min(first_day) as first_day, max(last_day) as last_day
    from days
),

definition_rows as (
    {%- for table in standing %}
    select
        '{{ table }}' as definition_table,
        {{ row_key(table, 'definitions') }} as row_key,
        definitions.valid_from,
        definitions.valid_to
    from {{ ref(table) }} as definitions
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

held as (
    select
        definition_table,
        row_key,
        min(valid_from) as held_from,
        max(valid_to) as held_to
    from definition_rows
    group by definition_table, row_key
)

select
    {{ finding('definition_not_in_force', 'null', 'null', "concat(held.definition_table, ': ', held.row_key)",
               'null', 'null',
               "concat('gäller ', held.held_from, ' till ', held.held_to, ', uppgifter finns ', calendar.first_day, ' till ', calendar.last_day)",
               "concat('holds ', held.held_from, ' to ', held.held_to, ', data run from ', calendar.first_day, ' to ', calendar.last_day)") }}
from held
inner join calendar
    on held.held_from > calendar.first_day or held.held_to < calendar.last_day
