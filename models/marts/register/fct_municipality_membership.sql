select
    municipalities.register_date,
    municipalities.municipality_code,
    municipalities.municipality_name,
    municipalities.county_code,
    municipalities.county_name,
    municipalities.is_member,
    municipalities.register_code,
    municipalities.association_name,
    own_names.association_code,
    municipalities.is_latest,
    municipalities.provenance
from {{ ref('int_register__municipality') }} as municipalities
left join {{ ref('association_register_name') }} as own_names
    on municipalities.register_code = {{ slug('own_names.register_name') }}
