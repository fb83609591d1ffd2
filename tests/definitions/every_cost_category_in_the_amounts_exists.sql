-- Every category of a classified amount = a row of the cost categories: the marts join it.
select
    'cost_category' as seed,
    amounts.cost_category,
    count(*) as amount_count,
    sum(amounts.amount_sek) as amount_sek
from {{ ref('int_cost__amount') }} as amounts
left join {{ ref('cost_category') }} as categories
    on amounts.cost_category = categories.cost_category
where categories.cost_category is null
group by amounts.cost_category
