-- An exception that has ended accepts nothing any more: the finding is open again, or the row can go.
select
    {{ finding('exception_ended', 'exceptions.association_code', 'exceptions.fiscal_year', 'exceptions.exception_id',
               'null', 'null', "concat(exceptions.check_code, ', ', exceptions.valid_to)",
               "concat(exceptions.check_code, ', ', exceptions.valid_to)") }}
from {{ ref('check_exception') }} as exceptions
inner join {{ ref('stg_delivery__run') }} as runs
    on exceptions.valid_to < runs.as_of
