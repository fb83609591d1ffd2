select
    file_sha256,
    line_no,
    programme_code,
    fiscal_year,
    programme_type,
    orientation,
    target_groups,
    budget_sek,
    outcome_sek,
    budgeted_count,
    women_count,
    men_count,
    total_count,
    extraction_date,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('uppfoljning') }}
