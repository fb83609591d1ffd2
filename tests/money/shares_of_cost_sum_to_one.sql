-- Per association, year and set: sum of the shares of cost = 1; a share is stored to ten decimals.
select
    association_code,
    fiscal_year,
    definition_set,
    sum(share_of_cost) as share_sum
from {{ ref('published__cost_split') }}
group by association_code, fiscal_year, definition_set
having abs(sum(share_of_cost) - 1) > 0.000000001
