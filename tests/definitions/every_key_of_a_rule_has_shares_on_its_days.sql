-- Every rule with an allocation key: on its first and last day the key has shares for each association the rule holds for,
-- in its own set and in every set that inherits it.
with

rule_days as (
    select rule_id, association_code, definition_set, allocation_key, valid_from as day
    from {{ ref('cost_rule') }}
    where allocation_key is not null
    union
    select rule_id, association_code, definition_set, allocation_key, valid_to as day
    from {{ ref('cost_rule') }}
    where allocation_key is not null
)

select
    'cost_rule' as seed,
    rule_days.rule_id as row_key,
    associations.association_code,
    lineages.definition_set,
    rule_days.allocation_key,
    rule_days.day
from rule_days
inner join {{ ref('int_cost__lineage') }} as lineages
    on rule_days.definition_set = lineages.rule_set
inner join {{ ref('association') }} as associations
    on
        rule_days.association_code in (associations.association_code, '*')
        and associations.kind = 'association'
left join {{ ref('int_cost__key_share') }} as shares
    on
        associations.association_code = shares.association_code
        and lineages.definition_set = shares.definition_set
        and rule_days.allocation_key = shares.allocation_key
        and rule_days.day between shares.valid_from and shares.valid_to
where shares.allocation_key is null
