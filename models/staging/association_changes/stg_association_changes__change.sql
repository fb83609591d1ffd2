select
    file_sha256,
    line_no,
    change_type,
    association_name,
    successor_name,
    municipality_name,
    municipality_code,
    fiscal_year,
    note,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('association_changes') }}
