-- Every count once: where it is shown, or as a building block that others follow from.
with

counts as (
    select
        places.cell_id,
        max(places.value) as value,
        max(weights.weight) as weight
    from {{ ref('int_disclosure__place') }} as places
    inner join {{ ref('disclosure_weight') }} as weights
        on places.level = weights.level
    where places.value is not null
    group by places.cell_id
),

blocks as (
    select
        cells.cell_id,
        cells.value,
        weights.weight
    from {{ ref('int_disclosure__measure_cell') }} as cells
    inner join {{ ref('disclosure_weight') }} as weights
        on weights.level = 'rest'
)

select cell_id, value, weight
from counts
union all
select blocks.cell_id, blocks.value, blocks.weight
from blocks
left join counts
    on blocks.cell_id = counts.cell_id
where counts.cell_id is null
