-- Lowest and highest answer of each scale, and whether a mean is made of its answers.
select
    scale_code,
    valid_from,
    valid_to,
    min(answer_code) as scale_min,
    max(answer_code) as scale_max,
    min(case when counts_in_mean then 1 else 0 end) = 1 as counts_in_mean
from {{ ref('survey_scale') }}
group by scale_code, valid_from, valid_to
