-- Which areas of the statistics make up an association, a part of one, or a county.
select
    association_code,
    '' as unit_code,
    municipality_code as area_code,
    valid_from,
    valid_to
from {{ ref('municipality') }}
where
    kind = 'municipality'
    and association_code is not null
union all
select
    association_code,
    unit_code,
    municipality_code as area_code,
    valid_from,
    valid_to
from {{ ref('unit_municipality') }}
union all
select
    association_code,
    '' as unit_code,
    county_code as area_code,
    valid_from,
    valid_to
from {{ ref('association') }}
where kind = 'county'
