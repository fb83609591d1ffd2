-- The median is the middle stay of the completed, or the mean of the two in the middle. It is computed in each unit anew:
-- medians are never added or averaged.
select
    association_code,
    unit_code,
    fiscal_year,
    count(*) as completed_count,
    cast(median(stay_days) as decimal(18, 4)) as median_stay_days,
    max(provenance_rank) as provenance_rank
from {{ ref('int_person__completed_stay') }}
group by association_code, unit_code, fiscal_year
