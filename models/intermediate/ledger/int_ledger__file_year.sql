with

voucher_spans as (
    select
        file_sha256,
        min(voucher_date) as first_voucher_date,
        max(voucher_date) as last_voucher_date,
        count(*) as voucher_count
    from {{ ref('stg_sie__voucher') }}
    group by file_sha256
),

fiscal_years as (
    select file_sha256, start_date, end_date
    from {{ ref('stg_sie__year') }}
    where year_no = 0
),

shared_files as (
    select file_sha256, count(distinct association_code) as association_count
    from {{ ref('int_delivery__loaded_file') }}
    group by file_sha256
),

balance_counts as (
    select file_sha256, count(*) as balance_count
    from {{ ref('stg_sie__balance') }}
    where balance_kind in ('IB', 'UB')
    group by file_sha256
)

select
    deliveries.association_code,
    deliveries.file_sha256,
    deliveries.file_name,
    files.org_no,
    files.generated_on,
    coalesce(files.currency, 'SEK') as currency,
    coalesce(files.currency, 'SEK') = 'SEK' as is_in_kronor,
    year(coalesce(fiscal_years.end_date, voucher_spans.last_voucher_date)) as fiscal_year,
    coalesce(
        fiscal_years.start_date, make_date(year(voucher_spans.last_voucher_date), 1, 1)
    ) as year_start,
    coalesce(
        fiscal_years.end_date, make_date(year(voucher_spans.last_voucher_date), 12, 31)
    ) as year_end,
    coalesce(
        files.covered_until, fiscal_years.end_date, voucher_spans.last_voucher_date
    ) as covers_until,
    coalesce(voucher_spans.voucher_count, 0) as voucher_count,
    coalesce(balance_counts.balance_count, 0) as balance_count,
    fiscal_years.file_sha256 is not null as is_export,
    shared_files.association_count > 1 as is_shared
from {{ ref('int_delivery__loaded_file') }} as deliveries
inner join {{ ref('stg_sie__file') }} as files
    on deliveries.file_sha256 = files.file_sha256
inner join shared_files
    on deliveries.file_sha256 = shared_files.file_sha256
left join fiscal_years
    on deliveries.file_sha256 = fiscal_years.file_sha256
left join voucher_spans
    on deliveries.file_sha256 = voucher_spans.file_sha256
left join balance_counts
    on deliveries.file_sha256 = balance_counts.file_sha256
where deliveries.source = 'sie'
