select cast(limits.limit_value as bigint) as limit_value
from {{ ref('suppression_limit') }} as limits
inner join {{ ref('stg_delivery__run') }} as runs
    on runs.as_of between limits.valid_from and limits.valid_to
where limits.limit_code = 'person_count'
