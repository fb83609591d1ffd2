select
    {{ finding('exit_reason_unmapped', 'association_code', 'fiscal_year', 'exit_reason', '0', 'sum(exit_count)',
               'programme_code', 'programme_code') }}
from {{ ref('int_exit__slice') }}
where
    outcome_class = 'unmapped'
    and slice = 'total'
group by association_code, fiscal_year, programme_code, exit_reason
