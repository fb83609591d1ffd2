-- Where a programme of person rows counts in a year: in its association as a whole, in itself, in its parents, and in its county
-- if every association of the county has person rows of the year; persons of some would not be the county's.
with

programmes as (
    select spells.association_code, spells.programme_code, periods.fiscal_year
    from {{ ref('int_person__spell') }} as spells
    inner join {{ ref('int_person__period') }} as periods
        on
            spells.association_code = periods.association_code
            and periods.period_type = 'year'
    group by spells.association_code, spells.programme_code, periods.fiscal_year
),

whole_counties as (
    select members.county, programmes.fiscal_year
    from programmes
    inner join {{ ref('int_association__county_member') }} as members
        on programmes.association_code = members.association_code
    group by members.county, programmes.fiscal_year
    having count(distinct members.association_code) = max(members.member_count)
)

select association_code, programme_code, fiscal_year, association_code as reporting_code, '' as unit_code
from programmes
union all
select association_code, programme_code, fiscal_year, association_code as reporting_code, programme_code as unit_code
from programmes
union all
select
    programmes.association_code,
    programmes.programme_code,
    programmes.fiscal_year,
    units.association_code as reporting_code,
    units.unit_code
from programmes
inner join {{ ref('int_programme__rollup') }} as units
    on
        programmes.association_code = units.association_code
        and programmes.programme_code = units.programme_code
        and programmes.programme_code <> units.unit_code
union all
select
    programmes.association_code,
    programmes.programme_code,
    programmes.fiscal_year,
    whole_counties.county as reporting_code,
    '' as unit_code
from programmes
inner join {{ ref('int_association__county_member') }} as members
    on programmes.association_code = members.association_code
inner join whole_counties
    on
        members.county = whole_counties.county
        and programmes.fiscal_year = whole_counties.fiscal_year
