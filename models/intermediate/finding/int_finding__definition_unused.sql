with

unused as (
    select
        definition_table,
        nullif(association_code, '*') as association_code,
        count(*) as row_count,
        {{ joined_text('row_key', ', ', 'row_key') }} as row_keys
    from {{ ref('int_definition__unused') }}
    group by definition_table, nullif(association_code, '*')
)

select
    {{ finding('definition_unused', 'association_code', 'null', 'definition_table', '0', 'row_count',
               'row_keys', 'row_keys') }}
from unused
