select
    counties.association_code as county,
    associations.association_code,
    count(*) over (partition by counties.association_code) as member_count
from {{ ref('association') }} as counties
inner join {{ ref('association') }} as associations
    on
        counties.county_code = associations.county_code
        and counties.kind = 'county'
        and associations.kind = 'association'
