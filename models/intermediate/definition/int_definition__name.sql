-- What people call a code: the labels that definitions and lists already have, and the names of codes that have none elsewhere.
{%- set labelled = [
    ('indicator', 'indicator', 'indicator_code', 'name'),
    ('orientation', 'orientation', 'orientation', 'label'),
    ('cost_category', 'cost_category', 'cost_category', 'label'),
    ('line_item', 'statement_line', 'line_key', 'label'),
    ('referrer', 'referrer', 'referrer', 'label'),
    ('survey', 'survey', 'survey', 'label'),
    ('programme_group', 'programme_group', 'programme_group', 'label'),
    ('target_group_method', 'target_group_method', 'method', 'label'),
    ('definition_set', 'definition_set', 'definition_set', 'label'),
    ('definition_table', 'definition_table', 'definition_table', 'label'),
] %}
with

names as (
    select code_kind, '*' as association_code, code, name_sv, name_en, valid_from
    from {{ ref('code_name') }}
    {%- for kind, table, code, name in labelled %}
    union all
    select
        '{{ kind }}' as code_kind,
        '*' as association_code,
        {{ code }} as code,
        {{ name }}_sv as name_sv,
        {{ name }}_en as name_en,
        valid_from
    from {{ ref(table) }}
    {%- endfor %}
    union all
    select
        'area' as code_kind,
        '*' as association_code,
        association_code as code,
        short_name as name_sv,
        short_name as name_en,
        valid_from
    from {{ ref('association') }}
    union all
    select
        'programme' as code_kind,
        association_code,
        programme_code as code,
        programme_name as name_sv,
        programme_name as name_en,
        cast(null as date) as valid_from
    from {{ ref('int_programme__programme') }}
),

-- the name it has last
ranked as (
    select
        names.*,
        row_number() over (
            partition by names.code_kind, names.association_code, names.code
            order by names.valid_from desc nulls last, names.name_sv
        ) as name_rank
    from names
)

select code_kind, association_code, code, name_sv, name_en
from ranked
where name_rank = 1
