-- Where counts of persons stand in indicators. A median or a sum of scores stands with the count it rests on.
with

parts as (
    select
        outcomes.fact_key,
        outcomes.association_code,
        outcomes.unit_code,
        year(outcomes.period_end) as fiscal_year,
        outcomes.definition_set,
        outcomes.breakdown,
        outcomes.breakdown_value,
        terms.part,
        coalesce(measures.rests_on_measure, terms.measure_code) as measure_code,
        measures.depends_on_set,
        measures.counts_persons,
        case terms.part when 'numerator' then outcomes.numerator else outcomes.denominator end as amount
    from {{ ref('int_indicator__value') }} as outcomes
    inner join {{ ref('indicator_term') }} as terms
        on outcomes.indicator_code = terms.indicator_code
    inner join {{ ref('person_measure') }} as measures
        on
            terms.measure_code = measures.measure_code
            and (measures.counts_persons or measures.rests_on_measure is not null)
),

placed as (
    select
        parts.*,
        {{ measure_cell_id('parts', "case when depends_on_set then definition_set else '' end") }} as measure_cell,
        {{ cell_id('indicator_value', 'fact_key', 'part') }} as own_cell
    from parts
)

select
    'indicator_value' as relation,
    placed.fact_key,
    placed.part as measure,
    coalesce(cells.cell_id, placed.own_cell) as cell_id,
    case
        when placed.counts_persons or cells.cell_id is not null
            then coalesce(cells.value, cast(placed.amount as bigint))
    end as value,
    case
        when not sets.covers_cost then 'own_set'
        when cells.cell_id is null then 'county'
        else 'indicator'
    end as level
from placed
inner join {{ ref('definition_set') }} as sets
    on placed.definition_set = sets.definition_set
left join {{ ref('int_disclosure__measure_cell') }} as cells
    on placed.measure_cell = cells.cell_id
