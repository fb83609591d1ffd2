select
    {{ finding('sus_after_as_of', 'association_code', 'fiscal_year', 'programme_code', '0', 'row_count') }}
from {{ ref('int_person__excluded') }}
where row_status = 'after_as_of'
