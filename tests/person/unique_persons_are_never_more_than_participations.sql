-- Per unit, year and sex: unique persons <= participations, and women, men and unknown = all.
with

parts as (
    select
        association_code,
        unit_code,
        fiscal_year,
        sum(case when sex = 'all' then unique_count else 0 end) as all_unique,
        sum(case when sex = 'all' then 0 else unique_count end) as parts_unique,
        sum(case when sex = 'all' then registered_count else 0 end) as all_registered,
        sum(case when sex = 'all' then 0 else registered_count end) as parts_registered,
        max(case when unique_count > registered_count then 1 else 0 end) as has_more_persons
    from {{ ref('int_person__unique') }}
    group by association_code, unit_code, fiscal_year
)

select *
from parts
where
    all_unique <> parts_unique
    or all_registered <> parts_registered
    or has_more_persons = 1
