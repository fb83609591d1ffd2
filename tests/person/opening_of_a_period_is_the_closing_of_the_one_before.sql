-- Per programme, municipality, sex and way of counting: opening of a period = closing of the period before it.
with

periods as (
    select
        association_code,
        period_type,
        period_from,
        period_to,
        lag(period_from) over (partition by association_code, period_type order by period_from) as previous_from,
        lag(period_to) over (partition by association_code, period_type order by period_from) as previous_to
    from {{ ref('int_person__period') }}
),

both_sides as (
    select
        flows.association_code, flows.programme_code, flows.municipality_code, flows.sex, flows.count_basis,
        periods.period_type, periods.period_from,
        flows.opening_count, 0 as closing_before
    from {{ ref('int_person__flow') }} as flows
    inner join periods
        on
            flows.association_code = periods.association_code
            and flows.period_from = periods.period_from
            and flows.period_to = periods.period_to
    where periods.previous_from is not null
    union all
    select
        flows.association_code, flows.programme_code, flows.municipality_code, flows.sex, flows.count_basis,
        periods.period_type, periods.period_from,
        0 as opening_count, flows.closing_count as closing_before
    from {{ ref('int_person__flow') }} as flows
    inner join periods
        on
            flows.association_code = periods.association_code
            and flows.period_from = periods.previous_from
            and flows.period_to = periods.previous_to
)

select
    association_code,
    programme_code,
    municipality_code,
    sex,
    count_basis,
    period_type,
    period_from,
    sum(opening_count) as opening_count,
    sum(closing_before) as closing_before
from both_sides
group by association_code, programme_code, municipality_code, sex, count_basis, period_type, period_from
having sum(opening_count) <> sum(closing_before)
