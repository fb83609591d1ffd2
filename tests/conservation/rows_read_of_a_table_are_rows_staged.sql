-- Per file of a table source: rows that the reader says it read = rows in staging.
with

staged_rows as (
    select 'budget' as source, file_sha256 from {{ ref('stg_budget__line') }}
    union all
    select 'forecast' as source, file_sha256 from {{ ref('stg_forecast__line') }}
    union all
    select 'funding' as source, file_sha256 from {{ ref('stg_funding__contribution') }}
    union all
    select 'programmes' as source, file_sha256 from {{ ref('stg_programmes__programme') }}
    union all
    select 'published' as source, file_sha256 from {{ ref('stg_published__figure') }}
    union all
    select 'staffing' as source, file_sha256 from {{ ref('stg_staffing__position') }}
),

staged as (
    select source, file_sha256, count(*) as rows_staged
    from staged_rows
    group by source, file_sha256
),

delivered as (
    select source, file_sha256, max(rows_read) as rows_read
    from {{ ref('stg_delivery__file') }}
    where source in ('budget', 'forecast', 'funding', 'programmes', 'published', 'staffing')
    group by source, file_sha256
)

select
    coalesce(delivered.source, staged.source) as source,
    coalesce(delivered.file_sha256, staged.file_sha256) as file_sha256,
    delivered.rows_read,
    staged.rows_staged
from delivered
full outer join staged
    on
        delivered.source = staged.source
        and delivered.file_sha256 = staged.file_sha256
where coalesce(delivered.rows_read, 0) <> coalesce(staged.rows_staged, 0)
