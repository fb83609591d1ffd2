select
    file_sha256,
    line_no,
    association_name,
    county_name,
    county_code,
    municipality_name,
    municipality_code,
    register_date,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('association_register') }}
