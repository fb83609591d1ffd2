-- The shares of each allocation key as they apply to one association; its own rows win over the rows for all ('*').
with

applicable as (
    select
        associations.association_code,
        keys.allocation_key,
        keys.definition_set,
        keys.cost_category,
        keys.programme_code,
        keys.share,
        keys.takes_remainder,
        keys.valid_from,
        keys.valid_to,
        rank() over (
            partition by associations.association_code, keys.allocation_key, keys.definition_set
            order by case when keys.association_code = '*' then 1 else 0 end
        ) as specificity_rank
    from {{ ref('association') }} as associations
    inner join {{ ref('allocation_key') }} as keys
        on keys.association_code in (associations.association_code, '*')
)

select
    association_code,
    allocation_key,
    definition_set,
    cost_category,
    programme_code,
    share,
    takes_remainder,
    valid_from,
    valid_to
from applicable
where specificity_rank = 1
