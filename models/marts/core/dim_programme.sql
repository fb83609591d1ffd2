select
    programmes.association_code,
    programmes.programme_code,
    programmes.programme_name,
    programmes.aliases,
    programmes.team_type,
    programmes.programme_type,
    programmes.orientation,
    programmes.principal_member,
    programmes.parent_programme_code,
    programmes.start_date,
    programmes.end_date,
    programmes.places,
    programmes.registration_type,
    programmes.provenance
from {{ ref('int_programme__programme') }} as programmes
