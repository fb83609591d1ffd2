-- Building blocks that are other building blocks added up: programmes of a scope, matched programmes, pools, associations of a county.
with

cells as (
    select * from {{ ref('int_disclosure__measure_cell') }}
),

scopes_of_programmes as (
    select wholes.cell_id as whole_cell, parts.cell_id
    from cells as wholes
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            wholes.association_code = scopes.association_code
            and wholes.unit_code = scopes.unit_code
            and scopes.breakdown in (wholes.breakdown, '')
            and scopes.breakdown_value in (wholes.breakdown_value, '')
    inner join {{ ref('int_programme__programme') }} as programmes
        on
            scopes.association_code = programmes.association_code
            and scopes.programme_code = programmes.programme_code
    inner join cells as parts
        on
            wholes.association_code = parts.association_code
            and parts.unit_code = scopes.programme_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and wholes.measure_code = parts.measure_code
            -- a group is the whole of its programmes, any other part of a whole the same part of them
            and parts.breakdown = case when scopes.breakdown = '' then wholes.breakdown else '' end
            and parts.breakdown_value = case when scopes.breakdown = '' then wholes.breakdown_value else '' end
            and wholes.cell_id <> parts.cell_id
    -- only programmes that are not themselves made of others
    left join {{ ref('int_programme__programme') }} as children
        on
            programmes.association_code = children.association_code
            and programmes.programme_code = children.parent_programme_code
    where children.programme_code is null
),

breakdown_parts as (
    select wholes.cell_id as whole_cell, parts.cell_id, parts.breakdown
    from cells as wholes
    inner join cells as parts
        on
            wholes.association_code = parts.association_code
            and wholes.unit_code = parts.unit_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and wholes.measure_code = parts.measure_code
            and wholes.breakdown = ''
            and parts.breakdown <> ''
),

matched_blocks as (
    select wholes.cell_id as whole_cell, parts.cell_id
    from cells as wholes
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            wholes.association_code = scopes.association_code
            and wholes.unit_code = scopes.unit_code
            and wholes.breakdown = scopes.breakdown
            and wholes.breakdown_value = scopes.breakdown_value
    inner join {{ ref('int_indicator__matched_unit') }} as units
        on
            scopes.association_code = units.association_code
            and scopes.programme_code = units.matched_code
            and wholes.fiscal_year = units.fiscal_year
    inner join {{ ref('matched_measure') }} as pairs
        on wholes.measure_code = pairs.matched_measure_code
    inner join cells as parts
        on
            wholes.association_code = parts.association_code
            and parts.unit_code = units.matched_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and pairs.measure_code = parts.measure_code
            and parts.breakdown = ''
)

select concat('block_scope/', whole_cell) as sum_id, whole_cell, cell_id from scopes_of_programmes
union all
select concat('block_', breakdown, '/', whole_cell) as sum_id, whole_cell, cell_id from breakdown_parts
union all
select concat('block_matched/', whole_cell) as sum_id, whole_cell, cell_id from matched_blocks
