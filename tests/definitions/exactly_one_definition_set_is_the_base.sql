-- Number of definition sets marked as base = 1: bridges start there.
select count(*) as base_count
from {{ ref('definition_set') }}
where is_base
having count(*) <> 1
