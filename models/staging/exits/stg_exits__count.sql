select
    file_sha256,
    line_no,
    programme_code,
    municipality_code,
    period_from,
    period_to,
    sex,
    exit_reason,
    exit_count,
    public_support,
    extent_pct,
    extraction_date,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('exits') }}
