-- A county's count is that of its associations; pools and reach are counts that stand elsewhere under another name.
with

places as (
    select
        cells.cell_id,
        cells.measure,
        outcomes.indicator_code,
        outcomes.association_code,
        year(outcomes.period_end) as fiscal_year,
        outcomes.definition_set,
        outcomes.breakdown,
        outcomes.breakdown_value
    from {{ ref('int_disclosure__indicator_cell') }} as cells
    inner join {{ ref('int_indicator__value') }} as outcomes
        on
            cells.fact_key = outcomes.fact_key
            and outcomes.unit_code = ''
),

counties as (
    select wholes.cell_id as whole_cell, parts.cell_id
    from places as wholes
    inner join {{ ref('int_association__county_member') }} as members
        on wholes.association_code = members.county
    inner join places as parts
        on
            members.association_code = parts.association_code
            and wholes.measure = parts.measure
            and wholes.indicator_code = parts.indicator_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and wholes.breakdown = parts.breakdown
            and wholes.breakdown_value = parts.breakdown_value
),

cells as (
    select * from {{ ref('int_disclosure__measure_cell') }}
),

pools as (
    select wholes.cell_id as whole_cell, parts.cell_id
    from cells as wholes
    inner join {{ ref('participant_pool') }} as members
        on
            wholes.association_code = members.association_code
            and wholes.breakdown_value = members.pool_code
            and members.part = 'participants'
    inner join cells as parts
        on
            wholes.association_code = parts.association_code
            and parts.unit_code = members.programme_code
            and wholes.fiscal_year = parts.fiscal_year
            and parts.measure_code in ('participants_registered', 'volume_cases')
            and parts.breakdown = ''
    -- what a programme counts itself: its unit has what its children count too
    inner join {{ ref('int_indicator__participation_count') }} as counts
        on
            parts.association_code = counts.association_code
            and parts.unit_code = counts.programme_code
            and parts.fiscal_year = counts.fiscal_year
            and parts.measure_code = counts.measure_code
    where wholes.measure_code = 'pool_participants'
),

reached as (
    select
        concat(wholes.cell_id, '/', parts.breakdown_value) as pair_id,
        wholes.cell_id as whole_cell,
        parts.cell_id
    from cells as wholes
    inner join cells as parts
        on
            wholes.association_code = parts.association_code
            and wholes.unit_code = parts.unit_code
            and wholes.fiscal_year = parts.fiscal_year
            and parts.measure_code = 'participants_registered'
    where wholes.measure_code = 'reach_participants'
),

reached_in_counties as (
    select
        {{ cell_id('reach', 'wholes.fact_key', "'numerator'") }} as whole_cell,
        {{ cell_id('reach', 'parts.fact_key', "'numerator'") }} as cell_id
    from {{ ref('fct_reach') }} as wholes
    inner join {{ ref('int_association__county_member') }} as members
        on wholes.association_code = members.county
    inner join {{ ref('fct_reach') }} as parts
        on
            members.association_code = parts.association_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.method = parts.method
            and parts.unit_code = ''
)

select concat('county/', whole_cell) as sum_id, whole_cell, cell_id from counties
union all
select concat('reach_county/', whole_cell) as sum_id, whole_cell, cell_id from reached_in_counties
union all
select concat('pool/', whole_cell) as sum_id, whole_cell, cell_id from pools
union all
select concat('reach/', pair_id) as sum_id, whole_cell, cell_id from reached
