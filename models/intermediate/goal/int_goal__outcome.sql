-- What a result goal is held against: every year of its own time, and the latest year before it as a reference.
with

values_of_goals as (
    select
        goals.association_code,
        goals.goal_code,
        year(goals.valid_from) as first_year,
        year(goals.valid_to) as last_year,
        year(outcomes.period_end) as fiscal_year,
        case when outcomes.breakdown = 'sex' then outcomes.breakdown_value else 'all' end as sex,
        outcomes.numerator,
        outcomes.denominator,
        outcomes.value,
        outcomes.unit,
        outcomes.fact_key as outcome_key,
        outcomes.source_system,
        max(case when year(outcomes.period_end) < year(goals.valid_from) then year(outcomes.period_end) end) over (
            partition by goals.association_code, goals.goal_code
        ) as reference_year
    from {{ ref('int_goal__goal') }} as goals
    inner join {{ ref('int_indicator__value') }} as outcomes
        on
            goals.association_code = outcomes.association_code
            and goals.programme_code = outcomes.unit_code
            and goals.indicator_code = outcomes.indicator_code
            and goals.definition_set = outcomes.definition_set
            and outcomes.breakdown in ('', 'sex')
)

select
    association_code,
    goal_code,
    fiscal_year,
    sex,
    case when fiscal_year between first_year and last_year then 'own_period' else 'reference' end as held_against,
    numerator,
    denominator,
    value,
    unit,
    outcome_key,
    source_system
from values_of_goals
where
    fiscal_year between first_year and last_year
    or fiscal_year = reference_year
