-- Per count of person rows: closing = opening + new - completed.
select
    association_code,
    programme_code,
    municipality_code,
    sex,
    period_from,
    count_basis,
    closing_count,
    opening_count + new_count - completed_count as rolled_forward
from {{ ref('int_person__flow') }}
where closing_count <> opening_count + new_count - completed_count
