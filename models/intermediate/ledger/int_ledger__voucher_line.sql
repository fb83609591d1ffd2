{{ config(materialized="view") }}

select
    effective.association_code,
    effective.fiscal_year,
    transactions.file_sha256,
    transactions.line_no,
    transactions.voucher_ordinal,
    vouchers.voucher_series,
    vouchers.voucher_number,
    vouchers.voucher_date,
    cast(date_trunc('month', vouchers.voucher_date) as date) as month,
    transactions.account,
    objects.unit_object,
    objects.project_object,
    coalesce(objects.provenance, 'delivered') as provenance,
    coalesce(transactions.transaction_text, vouchers.voucher_text) as line_text,
    transactions.amount_sek
from {{ ref('stg_sie__transaction') }} as transactions
inner join {{ ref('int_ledger__effective_file') }} as effective
    on transactions.file_sha256 = effective.file_sha256
inner join {{ ref('stg_sie__voucher') }} as vouchers
    on
        transactions.file_sha256 = vouchers.file_sha256
        and transactions.voucher_ordinal = vouchers.voucher_ordinal
left join {{ ref('int_ledger__line_object') }} as objects
    on
        effective.association_code = objects.association_code
        and transactions.file_sha256 = objects.file_sha256
        and transactions.line_no = objects.line_no
where transactions.is_effective
