-- Bridges and comparisons start in the base set and end in each other set that the cost marts show.
select base.definition_set as from_set, other.definition_set as to_set
from {{ ref('definition_set') }} as base
inner join {{ ref('definition_set') }} as other
    on base.is_base and not other.is_base and other.covers_cost
