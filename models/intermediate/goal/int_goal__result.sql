-- One verdict per goal, year and sex. A goal without an outcome in its own time says so and is never counted as met or not met.
with

own_years as (
    select goals.association_code, goals.goal_code
    from {{ ref('int_goal__outcome') }} as goals
    where goals.held_against = 'own_period'
    group by goals.association_code, goals.goal_code
),

results as (
    select
        goals.association_code,
        goals.goal_code,
        outcomes.fiscal_year,
        outcomes.sex,
        outcomes.held_against,
        outcomes.numerator,
        outcomes.denominator,
        outcomes.value,
        outcomes.outcome_key,
        outcomes.source_system
    from {{ ref('int_goal__goal') }} as goals
    inner join {{ ref('int_goal__outcome') }} as outcomes
        on
            goals.association_code = outcomes.association_code
            and goals.goal_code = outcomes.goal_code
    union all
    select
        goals.association_code,
        goals.goal_code,
        year(goals.valid_to) as fiscal_year,
        'all' as sex,
        'own_period' as held_against,
        cast(null as decimal(18, 4)) as numerator,
        cast(null as decimal(18, 4)) as denominator,
        cast(null as decimal(28, 10)) as value,
        cast(null as varchar) as outcome_key,
        cast(null as varchar) as source_system
    from {{ ref('int_goal__goal') }} as goals
    left join own_years
        on
            goals.association_code = own_years.association_code
            and goals.goal_code = own_years.goal_code
    where own_years.goal_code is null
),

judged as (
    select
        goals.*,
        results.fiscal_year,
        results.sex,
        results.held_against,
        results.numerator,
        results.denominator,
        results.value,
        results.outcome_key,
        results.source_system,
        case
            when goals.goal_type = 'process' then coalesce(goals.process_status, 'not_assessed')
            when results.value is null or goals.target_value is null then 'not_assessable'
            when goals.comparator = '>=' and results.value >= goals.target_value then 'met'
            when goals.comparator = '<=' and results.value <= goals.target_value then 'met'
            when goals.comparator = '=' and results.value = goals.target_value then 'met'
            else 'not_met'
        end as verdict
    from results
    inner join {{ ref('int_goal__goal') }} as goals
        on
            results.association_code = goals.association_code
            and results.goal_code = goals.goal_code
)

select
    {{ fact_key(['association_code', 'goal_code', 'fiscal_year', 'sex', 'held_against']) }} as fact_key,
    association_code,
    goal_code,
    fiscal_year,
    sex,
    held_against,
    goal_area,
    goal_text,
    goal_type,
    programme_code,
    indicator_code,
    definition_set,
    comparator,
    target_value,
    value as outcome_value,
    numerator,
    denominator as base,
    verdict,
    case verdict when 'met' then true when 'not_met' then false end as is_met,
    outcome_key,
    source_system,
    valid_from,
    valid_to,
    provenance
from judged
