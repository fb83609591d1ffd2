-- One row per delivered line of time; the same line delivered in two files counts once, lines of one file are added.
with

entries as (
    select
        deliveries.association_code,
        reports.fiscal_year,
        reports.role,
        reports.activity,
        reports.month_no,
        reports.hours,
        reports.provenance,
        reports.file_sha256,
        reports.line_no
    from {{ ref('stg_time_reports__entry') }} as reports
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            reports.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'time_reports'
)

select
    entries.*,
    dense_rank() over (
        partition by
            entries.association_code, entries.fiscal_year, entries.role, entries.activity, entries.month_no
        order by entries.file_sha256
    ) as delivery_rank
from entries
