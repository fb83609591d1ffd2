-- Per SIE file: sum of positive #TRANS amounts in the file = that sum in staging + that sum in quarantine.
with

staged as (
    select file_sha256, sum(amount_sek) as staged_sek
    from {{ ref('stg_sie__transaction') }}
    where
        is_effective
        and amount_sek > 0
    group by file_sha256
)

select
    deliveries.association_code,
    deliveries.file_name,
    deliveries.control_total_sek,
    coalesce(staged.staged_sek, 0) as staged_sek,
    deliveries.quarantined_sek
from {{ ref('stg_delivery__file') }} as deliveries
left join staged
    on deliveries.file_sha256 = staged.file_sha256
where
    deliveries.source = 'sie'
    and deliveries.status <> 'refused'
    and coalesce(deliveries.control_total_sek, 0)
    <> coalesce(staged.staged_sek, 0) + coalesce(deliveries.quarantined_sek, 0)
