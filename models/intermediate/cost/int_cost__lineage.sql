-- Whose rules a set counts by: its own first, then those of the set it inherits from, then of the one that inherits from.
with

parents as (
    select
        definition_set,
        inherits as rule_set,
        1 as distance
    from {{ ref('definition_set') }}
    where inherits is not null
)

select
    definition_set,
    definition_set as rule_set,
    0 as distance
from {{ ref('definition_set') }}
union all
select
    definition_set,
    rule_set,
    distance
from parents
union all
select
    nearest.definition_set,
    farther.rule_set,
    nearest.distance + farther.distance as distance
from parents as nearest
inner join parents as farther
    on nearest.rule_set = farther.definition_set
