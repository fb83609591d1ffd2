select
    file_sha256,
    line_no,
    goal_code,
    goal_area,
    goal_text,
    goal_type,
    programme_code,
    indicator_code,
    comparator,
    target_value,
    valid_from,
    valid_to,
    process_status,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('goals') }}
