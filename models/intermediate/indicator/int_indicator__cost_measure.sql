-- Cost building blocks for the association (unit '') and for each programme and its parents, outcome and budget apart.
with

amounts as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        case when amounts.subject_kind = 'budget' then 'amount_basis' else '' end as breakdown,
        case when amounts.subject_kind = 'budget' then 'budget' else '' end as breakdown_value,
        amounts.programme_code,
        amounts.cost_category,
        amounts.cost_type,
        amounts.amount_sek,
        subjects.provenance
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    inner join {{ ref('cost_category') }} as categories
        on
            amounts.cost_category = categories.cost_category
            and categories.in_total_cost
),

by_unit as (
    select
        association_code,
        fiscal_year,
        '' as unit_code,
        definition_set,
        breakdown,
        breakdown_value,
        cost_category,
        cost_type,
        amount_sek,
        provenance
    from amounts
    union all
    select
        amounts.association_code,
        amounts.fiscal_year,
        units.unit_code,
        amounts.definition_set,
        amounts.breakdown,
        amounts.breakdown_value,
        amounts.cost_category,
        amounts.cost_type,
        amounts.amount_sek,
        amounts.provenance
    from amounts
    inner join {{ ref('int_programme__rollup') }} as units
        on
            amounts.association_code = units.association_code
            and amounts.programme_code = units.programme_code
)

select
    by_unit.association_code,
    by_unit.unit_code,
    by_unit.fiscal_year,
    by_unit.definition_set,
    by_unit.breakdown,
    by_unit.breakdown_value,
    measures.measure_code,
    cast(sum(by_unit.amount_sek) as decimal(18, 2)) as amount,
    max(provenances.rank) as provenance_rank
from by_unit
inner join {{ ref('cost_measure') }} as measures
    on
        (measures.cost_category is null or measures.cost_category = by_unit.cost_category)
        and (measures.cost_type is null or measures.cost_type = by_unit.cost_type)
left join {{ ref('provenance') }} as provenances
    on by_unit.provenance = provenances.provenance
group by
    by_unit.association_code,
    by_unit.unit_code,
    by_unit.fiscal_year,
    by_unit.definition_set,
    by_unit.breakdown,
    by_unit.breakdown_value,
    measures.measure_code
