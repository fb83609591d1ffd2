select
    {{ finding('goal_indicator_unknown', 'goals.association_code', 'year(goals.valid_to)', 'goals.indicator_code',
               'null', 'null', 'goals.goal_code', 'goals.goal_code') }}
from {{ ref('int_goal__goal') }} as goals
left join {{ ref('indicator') }} as indicators
    on goals.indicator_code = indicators.indicator_code
where
    goals.indicator_code is not null
    and indicators.indicator_code is null
