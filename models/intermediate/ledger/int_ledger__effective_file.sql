select
    association_code,
    file_sha256,
    file_name,
    org_no,
    fiscal_year,
    year_start,
    year_end,
    covers_until,
    generated_on,
    voucher_count,
    balance_count
from {{ ref('int_ledger__file_rank') }}
where
    file_rank = 1
    and is_in_kronor
