select
    association_code,
    source,
    file_name,
    file_sha256,
    status,
    rows_in,
    rows_read,
    rows_quarantined,
    control_total_sek,
    quarantined_sek,
    reason_code,
    reason_sv as reason,
    reason_en
from {{ ref('stg_delivery__file') }}
