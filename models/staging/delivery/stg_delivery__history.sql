select
    association_code,
    source,
    fiscal_year,
    file_sha256,
    row_count,
    amount_sek
from {{ raw('delivery_history') }}
