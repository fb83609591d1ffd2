select
    file_sha256,
    line_no,
    fiscal_year,
    forecast_version,
    section,
    line_text,
    row_level,
    amount_sek,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('forecast') }}
