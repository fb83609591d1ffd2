-- Every published row with fewer answers than the minimum says so, and every other row does not.
select fact_key, answered_count, minimum_answers, is_below_minimum, no_mean_reason
from {{ ref('controller__survey_result') }}
where
    is_below_minimum <> coalesce(answered_count < minimum_answers, true)
    or is_below_minimum <> (no_mean_reason = 'too_few_answers')
