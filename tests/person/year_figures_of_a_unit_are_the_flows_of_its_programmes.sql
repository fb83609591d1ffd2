-- Per unit and year: participations, completed and new = sums of the flows of its programmes; unique persons lie between the
-- largest programme's and the sum of all.
with

programmes as (
    select
        flows.association_code,
        flows.programme_code,
        periods.fiscal_year,
        sum(case when flows.count_basis = 'unique' then flows.total_count else 0 end) as unique_count,
        sum(case when flows.count_basis = 'registered' then flows.total_count else 0 end) as registered_count,
        sum(case when flows.count_basis = 'registered' then flows.new_count else 0 end) as new_count,
        sum(case when flows.count_basis = 'registered' then flows.completed_count else 0 end) as completed_count
    from {{ ref('int_person__flow') }} as flows
    inner join {{ ref('int_person__period') }} as periods
        on
            flows.association_code = periods.association_code
            and flows.period_from = periods.period_from
            and flows.period_to = periods.period_to
            and periods.period_type = 'year'
    group by flows.association_code, flows.programme_code, periods.fiscal_year
),

expected as (
    select
        units.reporting_code as association_code,
        units.unit_code,
        programmes.fiscal_year,
        max(programmes.unique_count) as least_unique,
        sum(programmes.unique_count) as most_unique,
        sum(programmes.registered_count) as registered_count,
        sum(programmes.new_count) as new_count,
        sum(programmes.completed_count) as completed_count
    from programmes
    inner join {{ ref('int_person__reporting_unit') }} as units
        on
            programmes.association_code = units.association_code
            and programmes.programme_code = units.programme_code
            and programmes.fiscal_year = units.fiscal_year
    group by units.reporting_code, units.unit_code, programmes.fiscal_year
)

select
    expected.*,
    persons.unique_count,
    persons.registered_count as told_registered,
    coalesce(repeats.new_count, 0) as told_new,
    coalesce(stays.completed_count, 0) as told_completed
from expected
left join {{ ref('int_person__unique') }} as persons
    on
        expected.association_code = persons.association_code
        and expected.unit_code = persons.unit_code
        and expected.fiscal_year = persons.fiscal_year
        and persons.sex = 'all'
left join {{ ref('int_person__repeat') }} as repeats
    on
        expected.association_code = repeats.association_code
        and expected.unit_code = repeats.unit_code
        and expected.fiscal_year = repeats.fiscal_year
left join {{ ref('int_person__stay') }} as stays
    on
        expected.association_code = stays.association_code
        and expected.unit_code = stays.unit_code
        and expected.fiscal_year = stays.fiscal_year
where
    persons.unique_count is null
    or persons.unique_count not between expected.least_unique and expected.most_unique
    or persons.registered_count <> expected.registered_count
    or coalesce(repeats.new_count, 0) <> expected.new_count
    or coalesce(stays.completed_count, 0) <> expected.completed_count
