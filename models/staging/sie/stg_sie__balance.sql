select
    file_sha256,
    line_no,
    kind as balance_kind,
    year_no,
    period,
    account,
    dim_no,
    object_code,
    amount as amount_sek,
    quantity
from {{ raw('sie_balance') }}
