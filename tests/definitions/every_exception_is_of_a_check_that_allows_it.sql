-- An accepted exception names a check whose findings may be accepted: what must stop a night cannot be excepted by a row.
select
    'check_exception' as seed,
    {{ row_key('check_exception', 'exceptions') }} as row_key,
    exceptions.check_code
from {{ ref('check_exception') }} as exceptions
inner join {{ ref('check_catalogue') }} as catalogue
    on
        exceptions.check_code = catalogue.check_code
        and not catalogue.can_be_accepted
