select
    goals.fact_key,
    goals.association_code,
    goals.goal_code,
    goals.fiscal_year,
    goals.sex,
    goals.held_against,
    goals.goal_area,
    goals.goal_text,
    goals.goal_type,
    goals.programme_code,
    goals.indicator_code,
    goals.definition_set,
    goals.comparator,
    goals.target_value,
    goals.outcome_value,
    goals.numerator,
    goals.base,
    goals.verdict,
    goals.is_met,
    outcomes.grade,
    goals.source_system,
    goals.valid_from,
    goals.valid_to,
    goals.provenance,
    false as is_suppressed
from {{ ref('int_goal__result') }} as goals
left join {{ ref('fct_indicator_value') }} as outcomes
    on goals.outcome_key = outcomes.fact_key
