select
    association_code,
    name_sv,
    short_name,
    kind,
    county_code,
    org_no,
    valid_from,
    valid_to
from {{ ref('association') }}
