-- Every row in quarantine has a reason in both languages, a line, and a received file that it came from.
select
    quarantined.source,
    quarantined.file_sha256,
    quarantined.line_no,
    quarantined.reason_code
from {{ ref('stg_delivery__quarantine') }} as quarantined
left join {{ ref('stg_delivery__file') }} as deliveries
    on
        quarantined.source = deliveries.source
        and quarantined.file_sha256 = deliveries.file_sha256
where
    deliveries.file_sha256 is null
    or quarantined.line_no is null
    or coalesce(quarantined.reason_code, '') = ''
    or coalesce(quarantined.reason_sv, '') = ''
    or coalesce(quarantined.reason_en, '') = ''
