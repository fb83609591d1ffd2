-- One row per position group. The same fact delivered twice counts once; two different numbers for it are a blocking finding.
with

rows_delivered as (
    select
        deliveries.association_code,
        positions.fiscal_year,
        positions.programme_code,
        positions.role,
        positions.funder,
        positions.fte,
        positions.provenance,
        positions.file_sha256,
        positions.line_no
    from {{ ref('stg_staffing__position') }} as positions
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            positions.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'staffing'
)

select
    association_code,
    fiscal_year,
    coalesce(programme_code, '') as programme_code,
    role,
    funder,
    fte,
    provenance,
    file_sha256,
    line_no,
    row_number() over (
        partition by association_code, fiscal_year, coalesce(programme_code, ''), role, funder
        order by file_sha256, line_no
    ) as delivery_rank
from rows_delivered
