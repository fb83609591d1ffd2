-- The same programme may come in several files; the one that started it last describes it.
select
    deliveries.association_code,
    programmes.programme_code,
    programmes.programme_name,
    programmes.aliases,
    programmes.team_type,
    programmes.programme_type,
    programmes.orientation,
    programmes.target_groups,
    programmes.principal_member,
    programmes.parent_programme_code,
    programmes.start_date,
    programmes.end_date,
    programmes.places,
    programmes.registration_type,
    programmes.counting_basis,
    programmes.ledger_objects,
    programmes.provenance,
    programmes.file_sha256,
    programmes.line_no
from {{ ref('stg_programmes__programme') }} as programmes
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        programmes.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'programmes'
qualify
    row_number() over (
        partition by deliveries.association_code, programmes.programme_code
        order by programmes.start_date desc, programmes.file_sha256, programmes.line_no
    ) = 1
