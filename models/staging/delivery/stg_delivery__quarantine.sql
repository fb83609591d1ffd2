select
    file_sha256,
    line_no,
    source,
    code as reason_code,
    reason_sv,
    reason_en,
    record as record_kind,
    voucher_ordinal,
    amount_sek,
    content
from {{ raw('quarantine') }}
