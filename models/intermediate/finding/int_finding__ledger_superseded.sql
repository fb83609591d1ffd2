-- A replaced file is harmless when the file that holds has all its vouchers; where it has not, money may be missing.
with

years_with_replaced_files as (
    select association_code, fiscal_year
    from {{ ref('int_ledger__file_rank') }}
    group by association_code, fiscal_year
    having count(*) > 1
),

vouchers as (
    select
        files.association_code,
        files.fiscal_year,
        files.file_sha256,
        files.file_name,
        files.file_rank,
        transactions.voucher_ordinal,
        max(vouchers.voucher_series) as voucher_series,
        max(vouchers.voucher_number) as voucher_number,
        max(vouchers.voucher_date) as voucher_date,
        sum(case when transactions.amount_sek > 0 then transactions.amount_sek else 0 end) as amount_sek
    from {{ ref('int_ledger__file_rank') }} as files
    inner join years_with_replaced_files as years
        on
            files.association_code = years.association_code
            and files.fiscal_year = years.fiscal_year
    inner join {{ ref('stg_sie__transaction') }} as transactions
        on
            files.file_sha256 = transactions.file_sha256
            and transactions.is_effective
    inner join {{ ref('stg_sie__voucher') }} as vouchers
        on
            transactions.file_sha256 = vouchers.file_sha256
            and transactions.voucher_ordinal = vouchers.voucher_ordinal
    group by
        files.association_code,
        files.fiscal_year,
        files.file_sha256,
        files.file_name,
        files.file_rank,
        transactions.voucher_ordinal
),

replaced as (
    select
        replaced.association_code,
        replaced.fiscal_year,
        replaced.file_sha256,
        count(*) as voucher_count,
        sum(case when holding.voucher_ordinal is null then 1 else 0 end) as missing_count
    from vouchers as replaced
    left join vouchers as holding
        on
            replaced.association_code = holding.association_code
            and replaced.fiscal_year = holding.fiscal_year
            and holding.file_rank = 1
            and replaced.voucher_series = holding.voucher_series
            and replaced.voucher_number = holding.voucher_number
            and replaced.voucher_date = holding.voucher_date
            and replaced.amount_sek = holding.amount_sek
    where replaced.file_rank > 1
    group by replaced.association_code, replaced.fiscal_year, replaced.file_sha256
)

select
    {{ finding('ledger_superseded', 'files.association_code', 'files.fiscal_year', 'files.file_name',
               'null', 'deliveries.control_total_sek',
               "concat(coalesce(replaced.missing_count, 0), ' av ', coalesce(replaced.voucher_count, 0))",
               "concat(coalesce(replaced.missing_count, 0), ' of ', coalesce(replaced.voucher_count, 0))",
               severity="case when replaced.missing_count > 0 then 'error' end") }}
from {{ ref('int_ledger__file_rank') }} as files
inner join {{ ref('stg_delivery__file') }} as deliveries
    on
        files.association_code = deliveries.association_code
        and files.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'sie'
left join replaced
    on
        files.association_code = replaced.association_code
        and files.fiscal_year = replaced.fiscal_year
        and files.file_sha256 = replaced.file_sha256
where files.file_rank > 1
