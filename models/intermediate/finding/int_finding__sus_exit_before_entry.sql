select
    {{ finding('sus_exit_before_entry', 'association_code', 'fiscal_year', 'programme_code', '0', 'row_count') }}
from {{ ref('int_person__excluded') }}
where row_status = 'exit_before_entry'
