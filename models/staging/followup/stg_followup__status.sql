select
    file_sha256,
    line_no,
    programme_code,
    exit_from,
    exit_to,
    months_after,
    consented_count,
    answered_count,
    status_at_followup,
    status_count,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('followup') }}
