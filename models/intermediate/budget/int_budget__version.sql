-- The version decided last is the budget of the year; earlier ones stay. A delivered budget goes before one in the ledger file.
with

versions as (
    select
        association_code,
        fiscal_year,
        budget_version,
        max(decided_on) as decided_on,
        max(is_from_ledger) as is_from_ledger
    from {{ ref('int_budget__line') }}
    group by association_code, fiscal_year, budget_version
)

select
    association_code,
    fiscal_year,
    budget_version,
    decided_on,
    row_number() over (
        partition by association_code, fiscal_year
        order by is_from_ledger, decided_on desc nulls last, budget_version desc
    ) = 1 as is_current
from versions
