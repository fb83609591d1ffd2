select
    {{ finding('follow_up_answered_above_consented', 'association_code', 'fiscal_year',
               "concat_ws(' ', programme_code, exit_from, exit_to, months_after)",
               'consented_count', 'answered_count',
               fact_key=fact_key(['association_code', 'programme_code', 'exit_from', 'exit_to', 'months_after', "''"])) }}
from {{ ref('int_follow_up__period') }}
where answered_count > consented_count
