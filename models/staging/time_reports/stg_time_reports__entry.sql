select
    file_sha256,
    line_no,
    fiscal_year,
    role,
    month as month_no,
    activity,
    hours,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('time_reports') }}
