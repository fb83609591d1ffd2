-- Per partly loaded file: rows that the receipt says lie in quarantine = rows in the quarantine list.
-- A refused file has one row in the list that stands for all of it.
with

listed as (
    select source, file_sha256, count(*) as rows_listed
    from {{ ref('stg_delivery__quarantine') }}
    group by source, file_sha256
)

select
    deliveries.source,
    deliveries.file_name,
    deliveries.status,
    deliveries.rows_quarantined,
    coalesce(listed.rows_listed, 0) as rows_listed
from {{ ref('stg_delivery__file') }} as deliveries
left join listed
    on
        deliveries.source = listed.source
        and deliveries.file_sha256 = listed.file_sha256
where
    deliveries.status <> 'refused'
    and deliveries.rows_quarantined <> coalesce(listed.rows_listed, 0)
