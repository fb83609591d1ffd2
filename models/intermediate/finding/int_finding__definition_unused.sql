with

unused as (
    select
        definition_table,
        association_code,
        count(*) as row_count,
        {{ joined_text('row_key', ', ', 'row_key') }} as row_keys
    from {{ ref('int_definition__unused') }}
    -- rows for all are a vocabulary that any association may need some year: no one owes them a use
    where association_code <> '*'
    group by definition_table, association_code
)

select
    {{ finding('definition_unused', 'association_code', 'null', 'definition_table', '0', 'row_count',
               'row_keys', 'row_keys') }}
from unused
