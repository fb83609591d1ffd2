-- Number of definition sets marked as base = 1: bridges start there.
select
    'definition_set' as seed,
    'is_base' as column_name,
    count(*) as base_count
from {{ ref('definition_set') }}
where is_base
having count(*) <> 1
