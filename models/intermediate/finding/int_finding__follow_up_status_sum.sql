select
    {{ finding('follow_up_status_sum', 'association_code', 'fiscal_year',
               "concat_ws(' ', programme_code, exit_from, exit_to, months_after)", 'answered_count', 'status_sum') }}
from {{ ref('int_follow_up__period') }}
where status_sum <> answered_count
