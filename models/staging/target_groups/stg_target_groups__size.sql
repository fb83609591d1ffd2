select
    file_sha256,
    line_no,
    area_code,
    unit_code,
    method,
    component,
    fiscal_year,
    measured_on,
    person_count,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('target_groups') }}
