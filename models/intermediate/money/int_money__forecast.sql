-- The same version delivered in two files counts once; two different sums for it are a blocking finding.
select
    deliveries.association_code,
    lines.file_sha256,
    lines.line_no,
    lines.fiscal_year,
    lines.forecast_version,
    lines.section,
    lines.line_text,
    lines.row_level,
    lines.amount_sek,
    lines.provenance,
    dense_rank() over (
        partition by deliveries.association_code, lines.fiscal_year, lines.forecast_version
        order by lines.file_sha256
    ) as delivery_rank
from {{ ref('stg_forecast__line') }} as lines
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        lines.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'forecast'
