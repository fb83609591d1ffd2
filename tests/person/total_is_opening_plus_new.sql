-- Per count of person rows: total = opening + new, and no count is negative or empty.
select
    association_code,
    programme_code,
    municipality_code,
    sex,
    period_from,
    count_basis,
    total_count,
    opening_count + new_count as opening_plus_new
from {{ ref('int_person__flow') }}
where
    total_count <> opening_count + new_count
    or least(opening_count, new_count, completed_count, closing_count) < 0
    or opening_count is null
    or new_count is null
    or completed_count is null
    or closing_count is null
