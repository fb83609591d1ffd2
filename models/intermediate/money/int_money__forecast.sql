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
    lines.provenance
from {{ ref('stg_forecast__line') }} as lines
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        lines.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'forecast'
