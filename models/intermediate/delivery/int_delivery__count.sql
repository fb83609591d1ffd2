select
    count(*) as delivery_count,
    sum(rows_in) as rows_in,
    sum(rows_read) as rows_read,
    sum(rows_quarantined) as rows_quarantined,
    sum(case when source = 'sie' then control_total_sek end) as ledger_control_total_sek
from {{ ref('stg_delivery__file') }}
