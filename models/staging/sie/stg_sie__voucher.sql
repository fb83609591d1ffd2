select
    file_sha256,
    line_no,
    voucher_ordinal,
    series as voucher_series,
    number as voucher_number,
    voucher_date,
    nullif(text, '') as voucher_text,
    registered_on,
    sign as signature
from {{ raw('sie_voucher') }}
