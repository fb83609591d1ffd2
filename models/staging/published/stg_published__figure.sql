select
    file_sha256,
    line_no,
    figure_no,
    source_document,
    source_locator,
    measure,
    dimension,
    fiscal_year,
    unit,
    value as printed_value,
    area,
    unit_level,
    note
from {{ raw('published') }}
