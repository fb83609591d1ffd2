-- Per association, part and year: numerator = the published official flow of its coaching teams and projects, denominator = the published
-- official size of the same method.
with

flows as (
    select
        flows.association_code,
        flows.fiscal_year,
        programmes.programme_code,
        programmes.parent_programme_code,
        flows.total
    from {{ ref('fct_participant_flow') }} as flows
    inner join {{ ref('dim_programme') }} as programmes
        on
            flows.association_code = programmes.association_code
            and flows.programme_code = programmes.programme_code
    where
        flows.slice = 'total'
        and flows.is_official
        and flows.period_type = 'year'
        and flows.count_basis = 'registered'
        and flows.registration_kind = 'named'
        and programmes.team_type in ('coaching', 'project')
),

numerators as (
    select association_code, '' as unit_code, fiscal_year, sum(total) as numerator
    from flows
    group by association_code, fiscal_year
    union all
    select association_code, programme_code as unit_code, fiscal_year, sum(total) as numerator
    from flows
    group by association_code, programme_code, fiscal_year
    union all
    select association_code, parent_programme_code as unit_code, fiscal_year, sum(total) as numerator
    from flows
    where parent_programme_code is not null
    group by association_code, parent_programme_code, fiscal_year
),

sizes as (
    select association_code, unit_code, fiscal_year, method, person_count
    from {{ ref('fct_target_group') }}
    where is_official
)

select
    reach.fact_key,
    reach.numerator,
    numerators.numerator as flow_count,
    reach.denominator,
    sizes.person_count
from {{ ref('fct_reach') }} as reach
inner join {{ ref('association') }} as associations
    on
        reach.association_code = associations.association_code
        and associations.kind = 'association'
left join numerators
    on
        reach.association_code = numerators.association_code
        and reach.unit_code = numerators.unit_code
        and reach.fiscal_year = numerators.fiscal_year
left join sizes
    on
        reach.association_code = sizes.association_code
        and reach.unit_code = sizes.unit_code
        and reach.fiscal_year = sizes.fiscal_year
        and reach.method = sizes.method
where
    reach.numerator <> coalesce(numerators.numerator, -1)
    or reach.denominator <> coalesce(sizes.person_count, -1)
    or abs(reach.value * reach.denominator - reach.numerator) > 0.001
