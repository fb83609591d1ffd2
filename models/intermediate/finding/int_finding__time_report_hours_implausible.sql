-- More hours than a full year for each position of the office in that role, or for one position where none is delivered.
with

worked as (
    select association_code, fiscal_year, role, sum(hours) as hours
    from {{ ref('fct_time_report') }}
    group by association_code, fiscal_year, role
),

positions as (
    select association_code, fiscal_year, role, sum(fte) as fte
    from {{ ref('fct_staffing') }}
    where programme_code = ''
    group by association_code, fiscal_year, role
),

compared as (
    select
        worked.association_code,
        worked.fiscal_year,
        worked.role,
        worked.hours,
        greatest(coalesce(positions.fte, 1), 1)
        * {{ threshold("'time_report_hours_implausible'", 'worked.association_code', 'worked.fiscal_year') }}
            as most_hours
    from worked
    left join positions
        on
            worked.association_code = positions.association_code
            and worked.fiscal_year = positions.fiscal_year
            and worked.role = positions.role
)

select
    {{ finding('time_report_hours_implausible', 'association_code', 'fiscal_year', 'role', 'most_hours', 'hours') }}
from compared
where hours > most_hours
