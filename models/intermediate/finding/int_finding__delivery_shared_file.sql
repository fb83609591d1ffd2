with

shared_files as (
    select
        file_sha256,
        min(concat(source, '/', file_name)) as file_name,
        count(distinct association_code) as association_count
    from {{ ref('stg_delivery__file') }}
    where rows_in > 0
    group by file_sha256
    having count(distinct association_code) > 1
)

select
    {{ finding('delivery_shared_file', 'deliveries.association_code', 'null',
               "concat(deliveries.source, '/', deliveries.file_name)", '1', 'shared_files.association_count') }}
from shared_files
inner join {{ ref('stg_delivery__file') }} as deliveries
    on shared_files.file_sha256 = deliveries.file_sha256
