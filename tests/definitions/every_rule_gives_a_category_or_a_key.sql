-- Every cost rule gives either a category or an allocation key, never both and never neither.
select
    'cost_rule' as seed,
    rule_id as row_key,
    cost_category,
    allocation_key
from {{ ref('cost_rule') }}
where
    (cost_category is null and allocation_key is null)
    or (cost_category is not null and allocation_key is not null)
