-- What an indicator needs to know of a cost: its category, its nature, or neither. Read off its terms, stated nowhere else.
select
    terms.indicator_code,
    max(case when measures.cost_category is not null then 1 else 0 end) = 1 as rests_on_category,
    max(case when measures.cost_type is not null then 1 else 0 end) = 1 as rests_on_cost_type
from {{ ref('indicator_term') }} as terms
left join {{ ref('cost_measure') }} as measures
    on terms.measure_code = measures.measure_code
group by terms.indicator_code
