-- The same status of the same exit period delivered twice counts once.
select
    deliveries.association_code,
    statuses.programme_code,
    statuses.exit_from,
    statuses.exit_to,
    cast(year(statuses.exit_to) as bigint) as fiscal_year,
    statuses.months_after,
    statuses.consented_count,
    statuses.answered_count,
    statuses.status_at_followup,
    statuses.status_count,
    statuses.provenance,
    statuses.file_sha256,
    statuses.line_no,
    row_number() over (
        partition by
            deliveries.association_code,
            statuses.programme_code,
            statuses.exit_from,
            statuses.exit_to,
            statuses.months_after,
            statuses.status_at_followup
        order by statuses.file_sha256, statuses.line_no
    ) as delivery_rank
from {{ ref('stg_followup__status') }} as statuses
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        statuses.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'followup'
