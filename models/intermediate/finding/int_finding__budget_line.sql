-- Lines of a delivered budget that cannot be meant: twice with two amounts, negative, income among costs, far from the outcome.
with

lines as (
    select
        budgets.*,
        categories.kind,
        concat_ws(
            ' ', coalesce(budgets.line_text, budgets.account, budgets.section), nullif(budgets.programme_code, '')
        ) as subject
    from {{ ref('int_budget__line') }} as budgets
    left join {{ ref('cost_category') }} as categories
        on
            budgets.cost_category_as_booked = categories.cost_category
            and make_date(budgets.fiscal_year, 12, 31) between categories.valid_from and categories.valid_to
    where
        budgets.row_level = 'line'
        and not budgets.is_from_ledger
),

doubled as (
    select
        'budget_line_twice' as check_code,
        association_code,
        fiscal_year,
        subject,
        min(amount_sek) as expected,
        max(amount_sek) as actual
    from lines
    group by
        association_code, fiscal_year, budget_version, section, budget_group, line_text, account, programme_code,
        cost_category_as_booked, subject
    having min(amount_sek) <> max(amount_sek)
),

negative as (
    select 'budget_line_sign' as check_code, association_code, fiscal_year, subject, 0 as expected, amount_sek as actual
    from lines
    where
        amount_sek < 0
        and kind in ('cost', 'income')
),

mixed as (
    select
        'budget_category_mixed' as check_code,
        association_code,
        fiscal_year,
        section as subject,
        count(case when kind = 'cost' then 1 end) as expected,
        count(case when kind = 'income' then 1 end) as actual
    from lines
    group by association_code, fiscal_year, budget_version, section
    having
        count(case when kind = 'cost' then 1 end) > 0
        and count(case when kind = 'income' then 1 end) > 0
),

outcomes as (
    select
        'budget_far_from_outcome' as check_code,
        outcomes.association_code,
        outcomes.fiscal_year,
        concat_ws(' ', outcomes.cost_category, nullif(outcomes.programme_code, '')) as subject,
        outcomes.outcome_sek as expected,
        outcomes.budget_sek as actual
    from {{ ref('int_budget__outcome') }} as outcomes
    inner join {{ ref('definition_set') }} as sets
        on
            outcomes.definition_set = sets.definition_set
            and sets.is_base
    where
        outcomes.budget_sek > 0
        and outcomes.outcome_sek > 0
        and greatest(outcomes.budget_sek, outcomes.outcome_sek)
        > {{ threshold("'budget_far_from_outcome'", 'outcomes.association_code', 'outcomes.fiscal_year') }}
        * least(outcomes.budget_sek, outcomes.outcome_sek)
),

found as (
    select * from doubled
    union all
    select * from negative
    union all
    select * from mixed
    union all
    select * from outcomes
)

select
    {{ finding('budget_line', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual',
               check_column='check_code') }}
from found
