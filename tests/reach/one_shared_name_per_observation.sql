-- No two rows of statistic_measure name the same table, measure and breakdown on the same day: an observation would count twice.
select
    one.measure_id,
    other.measure_id as other_measure_id
from {{ ref('statistic_measure') }} as one
inner join {{ ref('statistic_measure') }} as other
    on
        one.provider = other.provider
        and one.dataset = other.dataset
        and one.measure_code = other.measure_code
        and coalesce(one.breakdown, '') = coalesce(other.breakdown, '')
        and one.valid_from <= other.valid_to
        and other.valid_from <= one.valid_to
        and one.measure_id < other.measure_id
