select
    file_sha256,
    line_no,
    instrument,
    instrument_version,
    programme_code,
    measured_on,
    question,
    scale_min,
    scale_max,
    answered_count,
    mean_score,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('instruments') }}
