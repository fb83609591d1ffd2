-- A result goal needs an indicator, a comparator and a target; a process goal called met should have something measured behind it.
select
    {{ finding('goal_without_measure', 'association_code', 'year(valid_to)', 'goal_text', 'null', 'null',
               'goal_code', 'goal_code') }}
from {{ ref('int_goal__goal') }}
where
    (goal_type = 'result' and (indicator_code is null or comparator is null or target_value is null))
    or (goal_type = 'process' and process_status = 'met' and indicator_code is null)
