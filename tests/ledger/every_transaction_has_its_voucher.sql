-- Every transaction line has the voucher it was booked in: the ledger lines join it.
select
    transactions.file_sha256,
    transactions.line_no,
    transactions.voucher_ordinal
from {{ ref('stg_sie__transaction') }} as transactions
left join {{ ref('stg_sie__voucher') }} as vouchers
    on
        transactions.file_sha256 = vouchers.file_sha256
        and transactions.voucher_ordinal = vouchers.voucher_ordinal
where vouchers.voucher_ordinal is null
