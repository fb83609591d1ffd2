select
    {{ finding('goal_not_met', 'association_code', 'fiscal_year', 'goal_text', 'target_value', 'outcome_value') }}
from {{ ref('int_goal__result') }}
where
    verdict = 'not_met'
    and held_against = 'own_period'
