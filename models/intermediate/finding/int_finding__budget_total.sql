-- A total of a budget that is neither its costs, its income nor what is left, however its lines and sections are added.
{%- set ways = ['cost', 'income', 'income - cost', 'income - cost - financial'] %}
with

lines as (
    select
        budgets.*,
        categories.kind
    from {{ ref('int_budget__line') }} as budgets
    left join {{ ref('cost_category') }} as categories
        on
            budgets.cost_category_as_booked = categories.cost_category
            and make_date(budgets.fiscal_year, 12, 31) between categories.valid_from and categories.valid_to
    where not budgets.is_from_ledger
),

-- a section may say another sum than its lines; that is a finding of its own
sections as (
    select
        association_code,
        fiscal_year,
        budget_version,
        max(case when row_level = 'line' then kind end) as kind,
        sum(case when row_level = 'line' then amount_sek end) as line_sek,
        coalesce(
            sum(case when row_level = 'section' then amount_sek end),
            sum(case when row_level = 'line' then amount_sek end)
        ) as section_sek
    from lines
    where row_level in ('line', 'section')
    group by association_code, fiscal_year, budget_version, section
),

sums as (
    {%- for added in ['line_sek', 'section_sek'] %}
    select
        association_code,
        fiscal_year,
        budget_version,
        coalesce(sum(case when kind = 'cost' then {{ added }} end), 0) as cost,
        coalesce(sum(case when kind = 'income' then {{ added }} end), 0) as income,
        coalesce(sum(case when kind = 'financial' then {{ added }} end), 0) as financial
    from sections
    group by association_code, fiscal_year, budget_version
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

possible as (
    {%- for way in ways %}
    select association_code, fiscal_year, budget_version, {{ way }} as amount_sek
    from sums
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

beside as (
    select
        totals.association_code,
        totals.fiscal_year,
        coalesce(totals.line_text, totals.section) as subject,
        totals.amount_sek as actual,
        possible.amount_sek as expected
    from lines as totals
    inner join possible
        on
            totals.association_code = possible.association_code
            and totals.fiscal_year = possible.fiscal_year
            and totals.budget_version = possible.budget_version
    where totals.row_level = 'total'
    qualify
        row_number() over (
            partition by
                totals.association_code, totals.fiscal_year, totals.budget_version, totals.section, totals.line_text
            order by abs(totals.amount_sek - possible.amount_sek), possible.amount_sek
        ) = 1
)

select
    {{ finding('budget_total', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual') }}
from beside
where abs(actual - expected) > {{ threshold("'budget_total'", 'association_code', 'fiscal_year') }}
