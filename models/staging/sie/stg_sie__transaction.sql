-- A text between empty quotation marks is no text.
select
    file_sha256,
    line_no,
    voucher_ordinal,
    kind as transaction_kind,
    is_effective,
    is_twin,
    account,
    amount as amount_sek,
    transaction_date,
    nullif(text, '') as transaction_text,
    quantity,
    sign as signature
from {{ raw('sie_transaction') }}
