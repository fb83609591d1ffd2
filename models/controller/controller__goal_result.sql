{{ outward(ref('fct_goal_result')) }}
