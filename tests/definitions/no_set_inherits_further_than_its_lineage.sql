-- A set inherits from one that may inherit from another, and there it ends: no longer chain, and no circle.
select
    'definition_set' as seed,
    lineages.definition_set as row_key,
    lineages.rule_set as last_reached,
    farthest.inherits as never_reached
from {{ ref('int_cost__lineage') }} as lineages
inner join {{ ref('definition_set') }} as farthest
    on lineages.rule_set = farthest.definition_set
where
    lineages.distance = 2
    and farthest.inherits is not null
