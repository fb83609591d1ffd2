-- Per file of a table source with money: sum of its first money column in the file = sum in staging + sum in quarantine.
with

staged_amounts as (
    select 'budget' as source, file_sha256, amount_sek from {{ ref('stg_budget__line') }}
    union all
    select 'forecast' as source, file_sha256, amount_sek from {{ ref('stg_forecast__line') }}
    union all
    select 'funding' as source, file_sha256, received_sek as amount_sek from {{ ref('stg_funding__contribution') }}
    union all
    select 'uppfoljning' as source, file_sha256, budget_sek as amount_sek from {{ ref('stg_uppfoljning__programme') }}
),

staged as (
    select source, file_sha256, sum(amount_sek) as staged_sek
    from staged_amounts
    group by source, file_sha256
)

select
    deliveries.association_code,
    deliveries.source,
    deliveries.file_name,
    deliveries.control_total_sek,
    coalesce(staged.staged_sek, 0) as staged_sek,
    deliveries.quarantined_sek
from {{ ref('stg_delivery__file') }} as deliveries
left join staged
    on
        deliveries.source = staged.source
        and deliveries.file_sha256 = staged.file_sha256
where
    deliveries.source in ('budget', 'forecast', 'funding', 'uppfoljning')
    and deliveries.status <> 'refused'
    and coalesce(deliveries.control_total_sek, 0)
    <> coalesce(staged.staged_sek, 0) + coalesce(deliveries.quarantined_sek, 0)
