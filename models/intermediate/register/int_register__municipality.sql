-- One row per municipality and association on a day of the register; the same row delivered twice counts once.
with

delivered as (
    select
        deliveries.association_code as delivered_by,
        municipalities.register_date,
        municipalities.municipality_code,
        municipalities.municipality_name,
        municipalities.county_code,
        municipalities.county_name,
        municipalities.association_name,
        coalesce({{ slug('municipalities.association_name') }}, '') as register_code,
        municipalities.provenance,
        municipalities.file_sha256,
        municipalities.line_no
    from {{ ref('stg_association_register__municipality') }} as municipalities
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            municipalities.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'association_register'
)

select
    delivered_by,
    register_date,
    municipality_code,
    municipality_name,
    county_code,
    county_name,
    association_name,
    register_code,
    register_code <> '' as is_member,
    register_date = max(register_date) over (partition by year(register_date)) as is_last_of_year,
    register_date = max(register_date) over () as is_latest,
    provenance,
    file_sha256,
    line_no
from delivered
qualify
    row_number() over (
        partition by register_date, municipality_code, register_code
        order by file_sha256, line_no, delivered_by
    ) = 1
