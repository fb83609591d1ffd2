-- What each step moves into or out of each category. A step whose kinds of cost the books do not show is not known.
with

step_types as (
    select years.association_code, years.fiscal_year, years.is_whole, types.step_code, types.cost_type
    from {{ ref('int_cost__ledger_year') }} as years
    inner join {{ ref('comparison_step_type') }} as types
        on make_date(years.fiscal_year, 12, 31) between types.valid_from and types.valid_to
),

used_types as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.definition_set,
        amounts.cost_type,
        max(amounts.share_basis) as share_basis
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__ledger_subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    group by subjects.association_code, subjects.fiscal_year, amounts.definition_set, amounts.cost_type
),

shown_steps as (
    select
        step_types.association_code,
        step_types.fiscal_year,
        set_pairs.from_set,
        set_pairs.to_set,
        step_types.step_code,
        max(case when used_types.cost_type is not null or step_types.is_whole then 1 else 0 end) = 1 as is_known,
        coalesce(max(used_types.share_basis), '') as share_basis
    from step_types
    cross join {{ ref('int_cost__set_pair') }} as set_pairs
    left join used_types
        on
            step_types.association_code = used_types.association_code
            and step_types.fiscal_year = used_types.fiscal_year
            and step_types.cost_type = used_types.cost_type
            and set_pairs.to_set = used_types.definition_set
    group by
        step_types.association_code,
        step_types.fiscal_year,
        set_pairs.from_set,
        set_pairs.to_set,
        step_types.step_code
),

moves as (
    select
        association_code, fiscal_year, from_set, to_set, cost_type, from_category as cost_category,
        -amount_sek as amount_sek
    from {{ ref('fct_cost_bridge') }}
    where from_set <> to_set
    union all
    select association_code, fiscal_year, from_set, to_set, cost_type, to_category as cost_category, amount_sek
    from {{ ref('fct_cost_bridge') }}
    where from_set <> to_set
),

moved as (
    select
        moves.association_code,
        moves.fiscal_year,
        moves.to_set,
        step_types.step_code,
        moves.cost_category,
        sum(moves.amount_sek) as amount_sek
    from moves
    inner join step_types
        on
            moves.association_code = step_types.association_code
            and moves.fiscal_year = step_types.fiscal_year
            and moves.cost_type = step_types.cost_type
    group by
        moves.association_code, moves.fiscal_year, moves.to_set, step_types.step_code, moves.cost_category
)

select
    shown_steps.association_code,
    shown_steps.fiscal_year,
    shown_steps.from_set,
    shown_steps.to_set,
    categories.cost_category,
    shown_steps.step_code,
    shown_steps.share_basis,
    cast(coalesce(moved.amount_sek, case when shown_steps.is_known then 0 end) as decimal(18, 2)) as amount_sek
from shown_steps
inner join {{ ref('int_cost__category_amount') }} as categories
    on
        shown_steps.association_code = categories.association_code
        and shown_steps.fiscal_year = categories.fiscal_year
        and shown_steps.to_set = categories.definition_set
left join moved
    on
        shown_steps.association_code = moved.association_code
        and shown_steps.fiscal_year = moved.fiscal_year
        and shown_steps.to_set = moved.to_set
        and shown_steps.step_code = moved.step_code
        and categories.cost_category = moved.cost_category
