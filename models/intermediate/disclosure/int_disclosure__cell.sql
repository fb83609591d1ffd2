-- Every count of this build once, with what it is worth to keep it visible.
with

counts as (
    select cell_id, value, weight
    from {{ ref('int_disclosure__shown_cell') }}
    union all
    select rests.cell_id, rests.value, weights.weight
    from {{ ref('int_disclosure__rest') }} as rests
    inner join {{ ref('disclosure_weight') }} as weights
        on weights.level = 'rest'
)

select
    cell_id,
    value,
    cast(weight as bigint) as cost,
    cast(null as varchar) as component,
    cast(null as boolean) as is_fixed,
    cast(null as boolean) as was_hidden
from counts
