select
    {{ finding('sus_rows_disagree', 'association_code', 'fiscal_year', 'programme_code', '0', 'spell_count') }}
from {{ ref('int_person__disagreement') }}
