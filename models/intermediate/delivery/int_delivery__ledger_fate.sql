-- Of each loaded SIE file the records and the sum of positive #TRANS: staged, and in the ledger of its year.
with

staged as (
    select file_sha256, sum(amount_sek) as amount_sek
    from {{ ref('stg_sie__transaction') }}
    where
        is_effective
        and amount_sek > 0
    group by file_sha256
),

booked as (
    select association_code, file_sha256, sum(case when amount_sek > 0 then amount_sek else 0 end) as amount_sek
    from {{ ref('int_ledger__voucher_line') }}
    group by association_code, file_sha256
)

select
    deliveries.association_code,
    deliveries.source,
    deliveries.file_name,
    deliveries.file_sha256,
    case when effective.file_sha256 is null then 'not_the_ledger_of_its_year' else 'counted' end as fate,
    files.rows_read as row_count,
    coalesce(staged.amount_sek, 0) as amount_sek,
    coalesce(booked.amount_sek, 0) as booked_sek
from {{ ref('int_delivery__loaded_file') }} as deliveries
inner join {{ ref('stg_delivery__file') }} as files
    on
        deliveries.association_code = files.association_code
        and deliveries.source = files.source
        and deliveries.file_sha256 = files.file_sha256
left join {{ ref('int_ledger__effective_file') }} as effective
    on
        deliveries.association_code = effective.association_code
        and deliveries.file_sha256 = effective.file_sha256
left join staged
    on deliveries.file_sha256 = staged.file_sha256
left join booked
    on
        deliveries.association_code = booked.association_code
        and deliveries.file_sha256 = booked.file_sha256
where deliveries.source = 'sie'
