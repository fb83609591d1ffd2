with

budgets as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        amounts.cost_category,
        coalesce(amounts.programme_code, '') as programme_code,
        sum(amounts.amount_sek) as budget_sek
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__budget_subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    group by
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        amounts.cost_category,
        coalesce(amounts.programme_code, '')
),

outcomes as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        amounts.cost_category,
        coalesce(amounts.programme_code, '') as programme_code,
        sum(amounts.amount_sek) as outcome_sek
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__ledger_subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    group by
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        amounts.cost_category,
        coalesce(amounts.programme_code, '')
)

select
    coalesce(budgets.association_code, outcomes.association_code) as association_code,
    coalesce(budgets.fiscal_year, outcomes.fiscal_year) as fiscal_year,
    coalesce(budgets.definition_set, outcomes.definition_set) as definition_set,
    coalesce(budgets.cost_category, outcomes.cost_category) as cost_category,
    coalesce(budgets.programme_code, outcomes.programme_code) as programme_code,
    budgets.budget_sek,
    outcomes.outcome_sek
from budgets
full outer join outcomes
    on
        budgets.association_code = outcomes.association_code
        and budgets.fiscal_year = outcomes.fiscal_year
        and budgets.definition_set = outcomes.definition_set
        and budgets.cost_category = outcomes.cost_category
        and budgets.programme_code = outcomes.programme_code
