-- Per programme and year: cases in staging, each case number once = applications of all routes.
with

cases as (
    select
        deliveries.association_code,
        applications.programme_code,
        year(applications.applied_on) as fiscal_year,
        count(distinct applications.case_no) as case_count
    from {{ ref('stg_applications__application') }} as applications
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            applications.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'applications'
    group by deliveries.association_code, applications.programme_code, year(applications.applied_on)
)

select
    cases.association_code,
    cases.programme_code,
    cases.fiscal_year,
    cases.case_count,
    waiting.application_count
from cases
left join {{ ref('controller__waiting_time') }} as waiting
    on
        cases.association_code = waiting.association_code
        and cases.programme_code = waiting.programme_code
        and cases.fiscal_year = waiting.fiscal_year
        and waiting.route = ''
where coalesce(waiting.application_count, -1) <> cases.case_count
