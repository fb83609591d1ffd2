-- Per file of open statistics: observations that the reader says it read = observations in staging.
with

staged as (
    select provider as source, file_sha256, count(*) as rows_staged
    from {{ ref('stg_open_statistic__observation') }}
    group by provider, file_sha256
),

delivered as (
    select source, file_sha256, max(rows_read) as rows_read
    from {{ ref('stg_delivery__file') }}
    where source in ('arbetsformedlingen', 'forsakringskassan', 'kolada', 'scb')
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
