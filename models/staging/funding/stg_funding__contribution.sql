select
    file_sha256,
    line_no,
    fiscal_year,
    funder,
    funder_type,
    received_sek,
    used_sek,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('funding') }}
