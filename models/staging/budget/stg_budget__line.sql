select
    file_sha256,
    line_no,
    fiscal_year,
    budget_version,
    decided_on,
    row_level,
    section,
    budget_group,
    line_text,
    account,
    programme_code,
    cost_category_as_booked,
    amount_sek,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('budget') }}
