select
    {{ finding('time_report_months_differ', 'association_code', 'fiscal_year', "concat(role, ', ', activity)",
               'year_hours', 'month_hours') }}
from {{ ref('int_time__activity') }}
where year_hours <> month_hours
