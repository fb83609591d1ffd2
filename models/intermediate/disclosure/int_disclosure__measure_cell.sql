-- Each building block that counts persons, once: what no definition set changes is the same number in all sets.
with

blocks as (
    select
        blocks.association_code,
        blocks.unit_code,
        blocks.fiscal_year,
        case when measures.depends_on_set then blocks.definition_set else '' end as definition_set,
        blocks.breakdown,
        blocks.breakdown_value,
        blocks.measure_code,
        blocks.amount
    from {{ ref('int_indicator__outcome_block') }} as blocks
    inner join {{ ref('person_measure') }} as measures
        on
            blocks.measure_code = measures.measure_code
            and measures.counts_persons
)

select
    {{ measure_cell_id('blocks', 'blocks.definition_set') }} as cell_id,
    blocks.association_code,
    blocks.unit_code,
    blocks.fiscal_year,
    blocks.definition_set,
    blocks.breakdown,
    blocks.breakdown_value,
    blocks.measure_code,
    cast(max(blocks.amount) as bigint) as value
from blocks
group by
    blocks.association_code,
    blocks.unit_code,
    blocks.fiscal_year,
    blocks.definition_set,
    blocks.breakdown,
    blocks.breakdown_value,
    blocks.measure_code
