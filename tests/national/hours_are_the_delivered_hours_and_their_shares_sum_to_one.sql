-- Per association, year and role: published hours = delivered hours, where no whole year stands beside its months; the shares of a role sum to 1.
with

published as (
    select association_code, fiscal_year, role, sum(hours) as hours, sum(share_of_role) as share_sum
    from {{ ref('published__time_report') }}
    group by association_code, fiscal_year, role
),

entries as (
    select
        files.association_code,
        reports.fiscal_year,
        reports.role,
        reports.hours,
        reports.month_no,
        reports.activity,
        dense_rank() over (
            partition by
                files.association_code, reports.fiscal_year, reports.role, reports.activity, reports.month_no
            order by reports.file_sha256
        ) as file_no,
        max(case when reports.month_no is null then 1 else 0 end) over (
            partition by files.association_code, reports.fiscal_year, reports.role, reports.activity
        ) as has_year
    from {{ ref('stg_time_reports__entry') }} as reports
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            reports.file_sha256 = files.file_sha256
            and files.source = 'time_reports'
),

delivered as (
    select association_code, fiscal_year, role, sum(hours) as hours
    from entries
    where
        file_no = 1
        and (month_no is null or has_year = 0)
    group by association_code, fiscal_year, role
)

select
    coalesce(delivered.association_code, published.association_code) as association_code,
    coalesce(delivered.fiscal_year, published.fiscal_year) as fiscal_year,
    coalesce(delivered.role, published.role) as role,
    delivered.hours as delivered_hours,
    published.hours as published_hours,
    published.share_sum
from delivered
full outer join published
    on
        delivered.association_code = published.association_code
        and delivered.fiscal_year = published.fiscal_year
        and delivered.role = published.role
where
    coalesce(delivered.hours, -1) <> coalesce(published.hours, -1)
    or (published.hours <> 0 and abs(published.share_sum - 1) > 0.00000001)
