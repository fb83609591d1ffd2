-- The goals that an indicator measures.
with

links as (
    select indicator_code, association_code, goal_code
    from {{ ref('int_goal__goal') }}
    where indicator_code is not null
    group by indicator_code, association_code, goal_code
)

select
    indicator_code,
    {{ joined_text("concat(association_code, '/', goal_code)", '|', 'association_code, goal_code') }} as goals
from links
group by indicator_code
