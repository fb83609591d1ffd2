-- Per association, year and set: published budget = sum of the lines, without headers and totals, of the current
-- version, delivered as a budget (in one file: a second one with the same version counts once) or as #PBUDGET.
with

file_sums as (
    select
        files.association_code,
        budgets.fiscal_year,
        budgets.budget_version,
        budgets.file_sha256,
        sum(case when budgets.row_level = 'line' then budgets.amount_sek else 0 end) as amount_sek
    from {{ ref('stg_budget__line') }} as budgets
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            budgets.file_sha256 = files.file_sha256
            and files.source = 'budget'
    group by files.association_code, budgets.fiscal_year, budgets.budget_version, budgets.file_sha256
),

lines as (
    select association_code, fiscal_year, budget_version, amount_sek
    from file_sums
    qualify
        row_number() over (partition by association_code, fiscal_year, budget_version order by file_sha256) = 1
    union all
    select association_code, fiscal_year, budget_version, amount_sek
    from {{ ref('int_budget__line') }}
    where is_from_ledger
),

delivered as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.budget_version,
        sum(lines.amount_sek) as line_sek
    from lines
    inner join {{ ref('int_budget__version') }} as versions
        on
            lines.association_code = versions.association_code
            and lines.fiscal_year = versions.fiscal_year
            and lines.budget_version = versions.budget_version
            and versions.is_current
    group by lines.association_code, lines.fiscal_year, lines.budget_version
),

expected as (
    select delivered.*, sets.definition_set
    from delivered
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost
),

published as (
    select association_code, fiscal_year, budget_version, definition_set, sum(budget_sek) as budget_sek
    from {{ ref('published__budget_outcome') }}
    group by association_code, fiscal_year, budget_version, definition_set
)

select
    coalesce(expected.association_code, published.association_code) as association_code,
    coalesce(expected.fiscal_year, published.fiscal_year) as fiscal_year,
    coalesce(expected.definition_set, published.definition_set) as definition_set,
    expected.line_sek,
    published.budget_sek
from expected
full outer join published
    on
        expected.association_code = published.association_code
        and expected.fiscal_year = published.fiscal_year
        and expected.budget_version = published.budget_version
        and expected.definition_set = published.definition_set
where coalesce(expected.line_sek, 0) <> coalesce(published.budget_sek, 0)
