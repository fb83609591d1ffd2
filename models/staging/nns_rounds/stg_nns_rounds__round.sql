select
    file_sha256,
    line_no,
    programme_code,
    survey_round,
    survey,
    asked_count,
    declined_count,
    answered_count,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('nns_rounds') }}
