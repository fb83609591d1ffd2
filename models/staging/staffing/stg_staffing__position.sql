select
    file_sha256,
    line_no,
    fiscal_year,
    programme_code,
    role,
    fte,
    funder,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('staffing') }}
