-- The same budget beside counts and on a row of its own is one budget.
with

budgets as (
    select
        association_code,
        programme_code,
        municipality_code,
        sex,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system,
        max(budgeted_count) as budgeted_count
    from {{ ref('int_participation__delivered') }}
    where
        delivery_rank = 1
        and budgeted_count is not null
    group by
        association_code,
        programme_code,
        municipality_code,
        sex,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system
)

select
    association_code,
    programme_code,
    period_from,
    period_to,
    count_basis,
    registration_kind,
    source_system,
    cast(sum(budgeted_count) as bigint) as budgeted_count
from budgets
group by
    association_code,
    programme_code,
    period_from,
    period_to,
    count_basis,
    registration_kind,
    source_system
