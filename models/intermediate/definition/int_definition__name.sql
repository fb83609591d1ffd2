-- What people call a code, by the row in force: the labels that definitions and lists already have, and the names of codes
-- that have none elsewhere. A line is a kind and its table; its code is the column of that name unless it says another.
{%- set label, nothing = ['label_sv', 'label_en'], ['null', 'null'] %}
{%- set named = [
    ('age_band', 'age_band', {'order': 'sort_order'}),
    ('area', 'association', {'code': 'association_code', 'words': ['short_name', 'short_name_en']}),
    ('association', 'association', {
        'code': 'association_code', 'words': ['short_name', 'short_name_en'], 'description': ['name_sv', 'name_sv'],
    }),
    ('breakdown', 'breakdown', {}),
    ('change_type', 'association_change_type', {'undated': true}),
    ('check', 'check_catalogue', {
        'code': 'check_code', 'words': ['question_sv', 'question_en'], 'description': ['guidance_sv', 'guidance_en'],
    }),
    ('cost_category', 'cost_category', {'description': ['definition_sv', 'definition_en'], 'order': 'sort_order'}),
    ('cost_step', 'comparison_step', {
        'code': 'step_code', 'description': ['note_sv', 'note_en'], 'order': 'sort_order',
    }),
    ('cost_type', 'cost_type', {'order': 'sort_order'}),
    ('decision', 'decision', {
        'code': 'decision_id', 'words': ['title_sv', 'title_en'], 'description': ['text_sv', 'text_en'], 'undated': true,
    }),
    ('definition_set', 'definition_set', {'description': ['purpose_sv', 'purpose_en'], 'order': 'sort_order'}),
    ('definition_table', 'definition_table', {'description': ['decides_sv', 'decides_en']}),
    ('follow_up_status', 'follow_up_status', {'code': 'status_code', 'order': 'sort_order'}),
    ('grade_reason', 'grade_rule', {'code': 'reason_code', 'words': ['reason_sv', 'reason_en']}),
    ('grade_reason', 'provenance_grade', {'code': 'reason_code', 'words': ['reason_sv', 'reason_en']}),
    ('indicator', 'indicator', {
        'code': 'indicator_code', 'words': ['name_sv', 'name_en'], 'description': ['purpose_sv', 'purpose_en'],
    }),
    ('line_item', 'statement_line', {'code': 'line_key', 'order': 'sort_order'}),
    ('measure', 'measure', {'code': 'measure_code'}),
    ('municipality', 'municipality', {'code': 'municipality_code', 'words': ['name_sv', 'name_sv']}),
    ('orientation', 'orientation', {'description': ['description_sv', 'description_en']}),
    ('outcome_class', 'outcome_class', {'order': 'sort_order'}),
    ('period_type', 'period_type', {'order': 'month_count', 'undated': true}),
    ('pool', 'participant_pool', {'code': 'pool_code'}),
    ('printed_unit', 'printed_unit', {'code': 'unit'}),
    ('programme_group', 'programme_group', {}),
    ('programme_type', 'programme_type', {'order': 'sort_order'}),
    ('provenance', 'provenance', {'order': 'rank', 'undated': true}),
    ('question', 'survey_question', {
        'code': "concat(survey, '/', question_no)", 'words': ['text_sv', 'text_en'], 'order': 'question_no',
    }),
    ('reach_method', 'target_group_method', {'code': 'method', 'description': ['note_sv', 'note_en']}),
    ('referrer', 'referrer', {'order': 'sort_order'}),
    ('series', 'follow_up_series', {'code': 'series_code'}),
    ('slice', 'flow_slice', {}),
    ('stay_band', 'stay_band', {'order': 'sort_order'}),
    ('survey', 'survey', {'order': 'sort_order'}),
    ('target_group', 'target_group', {'order': 'sort_order'}),
    ('target_group_component', 'target_group_component', {'code': 'component'}),
    ('target_group_method', 'target_group_method', {'code': 'method'}),
    ('term', 'glossary', {
        'code': 'term_sv', 'words': ['term_sv', 'term_en'], 'description': ['explanation_sv', 'explanation_en'],
        'undated': true,
    }),
    ('unit', 'indicator_unit', {}),
    ('verdict', 'fit_verdict', {'order': 'rank'}),
] %}
with

names as (
    select
        code_kind,
        '*' as association_code,
        code,
        name_sv,
        name_en,
        description_sv,
        description_en,
        sort_order,
        valid_from
    from {{ ref('code_name') }}
    {%- for kind, table, how in named %}
    {%- set words, description = how.get('words', label), how.get('description', nothing) %}
    union all
    select
        '{{ kind }}' as code_kind,
        '*' as association_code,
        {{ how.get('code', kind) }} as code,
        {{ words[0] }} as name_sv,
        {{ words[1] }} as name_en,
        {{ description[0] }} as description_sv,
        {{ description[1] }} as description_en,
        {{ how.get('order', 'null') }} as sort_order,
        {{ 'cast(null as date)' if how.get('undated') else 'valid_from' }} as valid_from
    from {{ ref(table) }}
    {%- endfor %}
    union all
    select
        'programme' as code_kind,
        association_code,
        programme_code as code,
        programme_name as name_sv,
        programme_name as name_en,
        null as description_sv,
        null as description_en,
        null as sort_order,
        cast(null as date) as valid_from
    from {{ ref('int_programme__programme') }}
),

-- the name it has last, of those that have begun
ranked as (
    select
        names.*,
        row_number() over (
            partition by names.code_kind, names.association_code, names.code
            order by
                names.valid_from desc nulls last,
                names.name_sv,
                names.name_en,
                names.description_sv,
                names.description_en,
                names.sort_order
        ) as name_rank
    from names
    cross join {{ ref('stg_delivery__run') }} as runs
    where
        names.name_sv is not null
        and (names.valid_from is null or names.valid_from <= runs.as_of)
)

select code_kind, association_code, code, name_sv, name_en, description_sv, description_en, sort_order
from ranked
where name_rank = 1
