with

roles as (
    select association_code, fiscal_year, role, sum(hours) as hours_of_role
    from {{ ref('int_time__activity') }}
    group by association_code, fiscal_year, role
)

select
    activities.association_code,
    activities.fiscal_year,
    activities.role,
    activities.activity,
    activities.hours,
    cast(roles.hours_of_role as decimal(18, 2)) as hours_of_role,
    {{ fraction('activities.hours', 'roles.hours_of_role') }} as share_of_role,
    activities.provenance
from {{ ref('int_time__activity') }} as activities
inner join roles
    on
        activities.association_code = roles.association_code
        and activities.fiscal_year = roles.fiscal_year
        and activities.role = roles.role
