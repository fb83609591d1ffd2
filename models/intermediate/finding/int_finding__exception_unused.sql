-- An exception in force that no finding needs: what it accepted is corrected, or it is written otherwise than the finding.
select
    {{ finding('exception_unused', 'exceptions.association_code', 'exceptions.fiscal_year', 'exceptions.exception_id',
               'null', 'null', 'exceptions.check_code', 'exceptions.check_code') }}
from {{ ref('check_exception') }} as exceptions
inner join {{ ref('stg_delivery__run') }} as runs
    on runs.as_of between exceptions.valid_from and exceptions.valid_to
left join {{ ref('int_finding__all') }} as findings
    on {{ exception_fits('exceptions', 'findings', 'runs.as_of') }}
where findings.check_code is null
