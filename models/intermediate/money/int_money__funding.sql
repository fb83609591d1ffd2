-- One row per funder and year. The same fact delivered twice counts once; two different amounts for it are a blocking finding.
with

rows_delivered as (
    select
        deliveries.association_code,
        contributions.fiscal_year,
        contributions.funder,
        contributions.funder_type,
        contributions.received_sek,
        contributions.used_sek,
        contributions.provenance,
        contributions.file_sha256,
        contributions.line_no
    from {{ ref('stg_funding__contribution') }} as contributions
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            contributions.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'funding'
)

select
    association_code,
    fiscal_year,
    funder,
    funder_type,
    received_sek,
    used_sek,
    provenance,
    file_sha256,
    line_no,
    row_number() over (
        partition by association_code, fiscal_year, funder
        order by file_sha256, line_no
    ) as delivery_rank
from rows_delivered
