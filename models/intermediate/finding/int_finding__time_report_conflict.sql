-- The hours of a role on an activity, month by month, delivered in two files with different sums.
with

file_sums as (
    select association_code, fiscal_year, role, activity, month_no, file_sha256, sum(hours) as hours
    from {{ ref('int_time__entry') }}
    group by association_code, fiscal_year, role, activity, month_no, file_sha256
),

conflicts as (
    select
        association_code,
        fiscal_year,
        concat_ws(' ', role, activity, month_no) as subject,
        min(hours) as least_hours,
        max(hours) as most_hours
    from file_sums
    group by association_code, fiscal_year, role, activity, month_no
    having min(hours) <> max(hours)
)

select {{ finding('time_report_conflict', 'association_code', 'fiscal_year', 'subject', 'least_hours', 'most_hours') }}
from conflicts
