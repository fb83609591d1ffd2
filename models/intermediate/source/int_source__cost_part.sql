-- Cost measures in the smallest sums of cost: for the association, for each programme and its parents, outcome and budget apart.
with

by_unit as (
    select *, '' as unit_code
    from {{ ref('int_source__cost') }}
    where in_total_cost
    union all
    select costs.*, units.unit_code
    from {{ ref('int_source__cost') }} as costs
    inner join {{ ref('int_programme__rollup') }} as units
        on
            costs.association_code = units.association_code
            and costs.programme_code = units.programme_code
    where costs.in_total_cost
),

parts as (
    select
        by_unit.*,
        measures.measure_code
    from by_unit
    inner join {{ ref('cost_measure') }} as measures
        on
            (measures.cost_category is null or measures.cost_category = by_unit.cost_category)
            and (measures.cost_type is null or measures.cost_type = by_unit.cost_type)
)

select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    case when subject_kind = 'budget' then 'amount_basis' else '' end as breakdown,
    case when subject_kind = 'budget' then 'budget' else '' end as breakdown_value,
    measure_code,
    source_key
from parts
union all
select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    '' as breakdown,
    '' as breakdown_value,
    'budget_cost' as measure_code,
    source_key
from parts
where
    subject_kind = 'budget'
    and measure_code = 'total_cost'
