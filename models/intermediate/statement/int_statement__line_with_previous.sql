select
    lines.association_code,
    lines.fiscal_year,
    lines.statement,
    lines.line_key,
    lines.label_sv,
    lines.label_en,
    lines.line_type,
    lines.note,
    lines.sort_order,
    lines.amount_sek,
    previous.amount_sek as previous_year_sek
from {{ ref('int_statement__line') }} as lines
left join {{ ref('int_statement__line') }} as previous
    on
        lines.association_code = previous.association_code
        and lines.fiscal_year = previous.fiscal_year + 1
        and lines.statement = previous.statement
        and lines.line_key = previous.line_key
