-- Counts of a year in the counts of its periods: new and completed are added, a total is the first opening and all new.
with

periods as (
    select
        {{ flow_key('parts') }} as fact_key,
        parts.*
    from {{ ref('int_participation__year_part') }} as parts
),

wanted as (
    select *, 'new' as figure, 'new' as period_figure
    from periods
    union all
    select *, 'completed' as figure, 'completed' as period_figure
    from periods
    union all
    select *, 'total' as figure, case when period_count = 1 then 'total' else 'new' end as period_figure
    from periods
    union all
    select *, 'total' as figure, 'opening' as period_figure
    from periods
    where
        period_count > 1
        and place_from_start = 1
)

select
    wanted.association_code,
    wanted.programme_code,
    wanted.fiscal_year,
    wanted.count_basis,
    wanted.registration_kind,
    wanted.source_system,
    wanted.slice,
    wanted.municipality_code,
    wanted.sex,
    wanted.figure,
    terms.source_key,
    sum(terms.coefficient) as coefficient
from wanted
inner join {{ ref('int_source__flow_term') }} as terms
    on
        wanted.fact_key = terms.fact_key
        and wanted.period_figure = terms.figure
group by
    wanted.association_code,
    wanted.programme_code,
    wanted.fiscal_year,
    wanted.count_basis,
    wanted.registration_kind,
    wanted.source_system,
    wanted.slice,
    wanted.municipality_code,
    wanted.sex,
    wanted.figure,
    terms.source_key
having sum(terms.coefficient) <> 0
