-- The parts of a stated target group in one row: their sum only where every part that is added is known.
with

stated as (
    select
        sizes.association_code,
        sizes.unit_code,
        sizes.method,
        sizes.fiscal_year,
        sizes.component,
        sizes.person_count,
        coalesce(components.is_addend, false) as is_addend,
        provenances.rank as provenance_rank
    from {{ ref('int_reach__stated') }} as sizes
    left join {{ ref('target_group_component') }} as components
        on
            sizes.method = components.method
            and sizes.component = components.component
            and make_date(sizes.fiscal_year, 12, 31) between components.valid_from and components.valid_to
    left join {{ ref('provenance') }} as provenances
        on sizes.provenance = provenances.provenance
    where
        sizes.delivery_rank = 1
        and sizes.component <> 'total'
),

grouped as (
    select
        association_code,
        unit_code,
        method,
        fiscal_year,
        {{ joined_text("concat(component, '=', cast(person_count as varchar))", ';', 'component') }} as components,
        sum(case when is_addend then person_count end) as known_sum,
        sum(case when is_addend then 1 else 0 end) as component_count,
        max(provenance_rank) as provenance_rank
    from stated
    group by association_code, unit_code, method, fiscal_year
),

addends as (
    select
        grouped.association_code,
        grouped.unit_code,
        grouped.method,
        grouped.fiscal_year,
        count(components.component) as component_total
    from grouped
    left join {{ ref('target_group_component') }} as components
        on
            grouped.method = components.method
            and components.is_addend
            and make_date(grouped.fiscal_year, 12, 31) between components.valid_from and components.valid_to
    group by grouped.association_code, grouped.unit_code, grouped.method, grouped.fiscal_year
)

select
    grouped.association_code,
    grouped.unit_code,
    grouped.method,
    grouped.fiscal_year,
    grouped.components,
    grouped.component_count,
    addends.component_total,
    case when grouped.component_count = addends.component_total then grouped.known_sum end as component_sum,
    grouped.provenance_rank
from grouped
inner join addends
    on
        grouped.association_code = addends.association_code
        and grouped.unit_code = addends.unit_code
        and grouped.method = addends.method
        and grouped.fiscal_year = addends.fiscal_year
