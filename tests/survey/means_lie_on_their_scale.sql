-- Per question: a mean is made on a known scale and lies between its ends.
select fact_key, mean_score, scale_code, scale_min, scale_max
from {{ ref('controller__survey_result') }}
where
    question_no > 0
    and mean_score is not null
    and coalesce(mean_score not between scale_min and scale_max, true)
