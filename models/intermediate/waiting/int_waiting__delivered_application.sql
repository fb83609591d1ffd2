{{ config(materialized='view') }}
-- The same case delivered again counts once: the row that knows the offer holds before the one that does not yet.
-- A case number is the team's own for a year. Single cases are seen in views only, never stored.
select
    deliveries.association_code,
    applications.programme_code,
    applications.case_no,
    cast(year(applications.applied_on) as bigint) as fiscal_year,
    applications.applied_on,
    applications.assessment_offered_on,
    coalesce(applications.route, 'unknown') as route,
    applications.provenance,
    applications.file_sha256,
    applications.line_no,
    row_number() over (
        partition by
            deliveries.association_code,
            applications.programme_code,
            applications.case_no,
            year(applications.applied_on)
        order by
            applications.assessment_offered_on is null,
            applications.route is null,
            applications.file_sha256,
            applications.line_no
    ) as delivery_rank
from {{ ref('stg_applications__application') }} as applications
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        applications.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'applications'
