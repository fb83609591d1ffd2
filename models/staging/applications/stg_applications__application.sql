select
    file_sha256,
    line_no,
    programme_code,
    case_no,
    applied_on,
    assessment_offered_on,
    route,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('applications') }}
