{#- The branches come from a list, so their lines are not laid out by hand. -#}
-- noqa: disable=LT02
-- From a finding down to what it rests on; the ways are in the macro checks. Amounts are in the unit of the check.
{{ config(materialized='view') }}
with

findings as (
    select finding_id, check_code, association_code, fiscal_year, subject, figure_nos, fact_key, about_persons
    from {{ ref('fct_finding') }}
),

files as (
    select association_code, source, file_name, file_sha256
    from {{ ref('stg_delivery__file') }}
),

ways as (
    -- printed figures, whatever the check
    select
        findings.finding_id,
        'published' as relation,
        delivered.figure_no as row_key,
        files.association_code,
        files.source,
        files.file_name,
        files.file_sha256,
        delivered.line_no,
        cast(delivered.printed_value as decimal(28, 6)) as amount,
        findings.about_persons
    from findings
    inner join {{ ref('stg_published__figure') }} as delivered
        on position(concat('|', delivered.figure_no, '|') in concat('|', findings.figure_nos, '|')) > 0
    inner join files
        on
            delivered.file_sha256 = files.file_sha256
            and files.source = 'published'
    {%- for check, parts in checks().items() %}
    {%- if parts.get('figure') %}
    union all
    select
        finding_id,
        '{{ parts["figure"] }}' as relation,
        fact_key as row_key,
        null as association_code,
        null as source,
        null as file_name,
        null as file_sha256,
        null as line_no,
        null as amount,
        about_persons
    from findings
    where
        check_code = '{{ check }}'
        and fact_key is not null
    {%- endif %}
    {%- for way in parts.get('rows', []) %}
    union all
    select
        findings.finding_id,
        {%- if way.get('definition') %}
        delivered.definition_table as relation,
        delivered.row_key,
        null as association_code,
        null as source,
        null as file_name,
        null as file_sha256,
        null as line_no,
        null as amount,
        {%- else %}
        files.source as relation,
        null as row_key,
        files.association_code,
        files.source,
        files.file_name,
        files.file_sha256,
        {{ way.get('line', 'delivered.line_no') }} as line_no,
        cast({{ way.get('amount', 'null') }} as decimal(28, 6)) as amount,
        {%- endif %}
        findings.about_persons
    from findings
    {%- if way.get('definition') %}
    inner join {{ ref(way.get('of', 'int_definition__row')) }} as delivered
        on {{ way['definition'] }}
    {%- else %}
    cross join files
    inner join {{ ref(way['of']) }} as delivered
        on
            {{ way.get('file', 'delivered.file_sha256 = files.file_sha256') }}
            and {{ way['on'] }}
    {%- if way.get('join') %}
    inner join {{ ref(way['join']['with']) }} as {{ way['join']['as'] }}
        on {{ way['join']['on'] }}
    {%- endif %}
    {%- endif %}
    where
        findings.check_code = '{{ check }}'
        {%- if not way.get('definition') and way.get('association') != 'none' %}
        and findings.association_code = files.association_code
        {%- endif %}
    {%- endfor %}
    {%- endfor %}
)

-- a file or row that two ways lead to is one row
select
    finding_id,
    relation,
    coalesce(row_key, '') as row_key,
    coalesce(association_code, '') as association_code,
    coalesce(source, '') as source,
    coalesce(file_name, '') as file_name,
    coalesce(file_sha256, '') as file_sha256,
    cast(line_no as bigint) as line_no,
    max(amount) as amount,
    about_persons
from ways
group by
    finding_id, relation, coalesce(row_key, ''), coalesce(association_code, ''), coalesce(source, ''),
    coalesce(file_name, ''), coalesce(file_sha256, ''), cast(line_no as bigint), about_persons
