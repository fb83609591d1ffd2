with

counties as (
    select register_code, register_date, county_code, count(*) as municipality_count
    from {{ ref('int_register__municipality') }}
    group by register_code, register_date, county_code
),

covered as (
    select
        register_code,
        register_date,
        {{ joined_text('county_code', '|', 'county_code') }} as county_codes,
        count(*) as county_count,
        sum(municipality_count) as municipality_count
    from counties
    group by register_code, register_date
)

select
    associations.register_code,
    associations.association_name,
    associations.association_code,
    associations.valid_from,
    associations.valid_to,
    associations.start_known_by,
    associations.is_current,
    associations.last_listed_on,
    covered.county_codes,
    cast(covered.county_count as bigint) as county_count,
    cast(covered.municipality_count as bigint) as municipality_count
from {{ ref('int_register__association') }} as associations
left join covered
    on
        associations.register_code = covered.register_code
        and associations.last_listed_on = covered.register_date
