select
    association_code,
    fiscal_year,
    file_sha256,
    line_no,
    voucher_ordinal,
    voucher_series,
    voucher_number,
    voucher_date,
    month,
    account,
    unit_object,
    project_object,
    provenance,
    line_text,
    amount_sek
from {{ ref('int_ledger__voucher_line') }}
union all
select
    association_code,
    fiscal_year,
    file_sha256,
    line_no,
    cast(null as integer) as voucher_ordinal,
    cast(null as varchar) as voucher_series,
    cast(null as varchar) as voucher_number,
    cast(null as date) as voucher_date,
    month,
    account,
    unit_object,
    cast(null as varchar) as project_object,
    'delivered' as provenance,
    cast(null as varchar) as line_text,
    amount_sek
from {{ ref('int_ledger__balance_line') }}
