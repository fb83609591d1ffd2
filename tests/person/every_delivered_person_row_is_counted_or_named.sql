-- Per association: person rows staged = rows that count + rows left out by name.
with

staged as (
    select deliveries.association_code, count(*) as row_count
    from {{ ref('stg_sus__spell') }} as spells
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            spells.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'sus'
    group by deliveries.association_code
),

counted as (
    select association_code, count(*) as row_count
    from {{ ref('int_person__spell') }}
    group by association_code
    union all
    select association_code, sum(row_count) as row_count
    from {{ ref('int_person__excluded') }}
    group by association_code
),

told as (
    select association_code, sum(row_count) as row_count
    from counted
    group by association_code
)

select
    coalesce(staged.association_code, told.association_code) as association_code,
    staged.row_count as rows_staged,
    told.row_count as rows_told
from staged
full outer join told
    on staged.association_code = told.association_code
where coalesce(staged.row_count, 0) <> coalesce(told.row_count, 0)
