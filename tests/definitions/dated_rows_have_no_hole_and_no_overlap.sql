-- Per dated definition and key: each row ends no earlier than it starts, and the next row starts the day after it ends.
{#- Seeds by their key without dates. Rows that are alternatives by written priority are told apart by their own id;
    account_group is keyed by chart and range, and its ranges have a test of their own. -#}
{%- set dated = {
    'account_group': ['chart_code', 'account_from'],
    'allocation_key': ['allocation_key', 'definition_set', 'association_code', 'cost_category'],
    'association': ['association_code'],
    'association_chart': ['association_code'],
    'association_member': ['association_code', 'member_code'],
    'chart_of_accounts': ['chart_code', 'account_from'],
    'check_catalogue': ['check_code'],
    'contribution_share': ['funder_type'],
    'cost_category': ['cost_category'],
    'cost_measure': ['measure_code'],
    'cost_rule': ['rule_id'],
    'cost_type': ['cost_type'],
    'cost_type_rule': ['rule_id'],
    'definition_set': ['definition_set'],
    'equity_cap': ['denominator'],
    'forecast_line_role': ['section', 'line_text'],
    'grade_rule': ['reason_code'],
    'indicator': ['indicator_code'],
    'indicator_term': ['indicator_code', 'part', 'measure_code'],
    'municipality': ['municipality_code'],
    'printed_measure': ['measure', 'dimension'],
    'programme_link': ['association_code', 'dim_no', 'object_code'],
    'provenance_grade': ['provenance', 'rests_on_cost_type'],
    'statement_budget_term': ['line_key', 'kind'],
    'statement_group': ['statement_group'],
    'statement_line': ['statement', 'line_key'],
    'statement_term': ['statement', 'line_key', 'statement_group', 'value_kind'],
    'text_pattern': ['pattern_code'],
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
