-- Every size of every target group by method and basis; which basis is official is a dated row, and methods are never mixed.
with

totals as (
    select
        sizes.association_code,
        sizes.unit_code,
        sizes.method,
        sizes.fiscal_year,
        sizes.person_count,
        provenances.rank as provenance_rank
    from {{ ref('int_reach__stated') }} as sizes
    left join {{ ref('provenance') }} as provenances
        on sizes.provenance = provenances.provenance
    where
        sizes.delivery_rank = 1
        and sizes.component = 'total'
),

sizes as (
    select
        coalesce(totals.association_code, parts.association_code) as association_code,
        coalesce(totals.unit_code, parts.unit_code) as unit_code,
        coalesce(totals.method, parts.method) as method,
        coalesce(totals.fiscal_year, parts.fiscal_year) as fiscal_year,
        'stated' as basis,
        cast(null as decimal(18, 2)) as population_count,
        cast(coalesce(totals.person_count, parts.component_sum) as decimal(18, 2)) as person_count,
        parts.components,
        parts.component_count,
        parts.component_total,
        parts.component_sum,
        coalesce(totals.provenance_rank, parts.provenance_rank) as provenance_rank
    from totals
    full outer join {{ ref('int_reach__component_sum') }} as parts
        on
            totals.association_code = parts.association_code
            and totals.unit_code = parts.unit_code
            and totals.method = parts.method
            and totals.fiscal_year = parts.fiscal_year
    union all
    select
        association_code,
        unit_code,
        method,
        fiscal_year,
        'computed' as basis,
        cast(population_count as decimal(18, 2)) as population_count,
        person_count,
        cast(null as varchar) as components,
        cast(null as bigint) as component_count,
        cast(null as bigint) as component_total,
        cast(null as bigint) as component_sum,
        provenance_rank
    from {{ ref('int_reach__computed') }}
),

first_day as (
    select min(valid_from) as first_valid_from
    from {{ ref('target_group_source') }}
)

select
    sizes.association_code,
    sizes.unit_code,
    sizes.fiscal_year,
    sizes.method,
    sizes.basis,
    sizes.population_count,
    sizes.person_count,
    sizes.components,
    sizes.component_count,
    sizes.component_total,
    sizes.component_sum,
    sizes.provenance_rank,
    greatest(make_date(sizes.fiscal_year, 12, 31), first_day.first_valid_from) as valid_on,
    sizes.person_count is not null
    and sources.priority is not null
    and row_number() over (
        partition by sizes.association_code, sizes.unit_code, sizes.fiscal_year, sizes.method
        order by
            case when sizes.person_count is null or sources.priority is null then 1 else 0 end,
            sources.priority nulls last,
            sizes.basis
    ) = 1 as is_official
from sizes
cross join first_day
left join {{ ref('target_group_source') }} as sources
    on
        sizes.method = sources.method
        and sizes.basis = sources.basis
        and greatest(make_date(sizes.fiscal_year, 12, 31), first_day.first_valid_from)
        between sources.valid_from and sources.valid_to
