select
    association_code,
    source,
    file_name,
    file_sha256
from {{ ref('stg_delivery__file') }}
where status <> 'refused'
