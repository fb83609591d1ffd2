-- Every delivered goal has a row for its own time, and its verdict is what the comparator says.
select goals.association_code, goals.goal_code
from {{ ref('int_goal__goal') }} as goals
left join {{ ref('controller__goal_result') }} as results
    on
        goals.association_code = results.association_code
        and goals.goal_code = results.goal_code
        and results.held_against = 'own_period'
where results.goal_code is null
union all
select association_code, goal_code
from {{ ref('controller__goal_result') }}
where
    goal_type = 'result'
    and outcome_value is not null
    and (
        (comparator = '>=' and (outcome_value >= target_value) <> (verdict = 'met'))
        or (comparator = '<=' and (outcome_value <= target_value) <> (verdict = 'met'))
    )
