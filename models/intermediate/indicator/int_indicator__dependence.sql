-- What an indicator needs to know: the category or nature of a cost, or what a step forward is. Read off its terms, stated nowhere else.
select
    terms.indicator_code,
    max(case when measures.cost_category is not null then 1 else 0 end) = 1 as rests_on_category,
    max(case when measures.cost_type is not null then 1 else 0 end) = 1 as rests_on_cost_type,
    max(case when outcomes.outcome_flag = 'step_forward' then 1 else 0 end) = 1 as rests_on_step_forward
from {{ ref('indicator_term') }} as terms
left join {{ ref('cost_measure') }} as measures
    on terms.measure_code = measures.measure_code
left join {{ ref('matched_measure') }} as pairs
    on terms.measure_code = pairs.matched_measure_code
left join {{ ref('outcome_measure') }} as outcomes
    on coalesce(pairs.measure_code, terms.measure_code) = outcomes.measure_code
group by terms.indicator_code
