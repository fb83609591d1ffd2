-- Amounts to remember beside the comparison: extra funds, cost within the allocation, positions that others pay.
with

totals as (
    select
        association_code,
        fiscal_year,
        definition_set,
        sum(amount_sek) as total_cost_sek
    from {{ ref('fct_cost_split') }}
    where share_of_cost is not null
    group by association_code, fiscal_year, definition_set
),

funds as (
    select association_code, fiscal_year, amount as used_sek
    from {{ ref('int_indicator__funding_measure') }}
    where measure_code = 'external_funds_used'
),

staffed_years as (
    select association_code, fiscal_year
    from {{ ref('fct_staffing') }}
    group by association_code, fiscal_year
),

positions as (
    select
        staff.association_code,
        staff.fiscal_year,
        payers.step_code,
        sum(staff.fte) as fte
    from {{ ref('fct_staffing') }} as staff
    inner join {{ ref('comparison_step_funder') }} as payers
        on
            staff.funder_type = payers.funder_type
            and make_date(staff.fiscal_year, 12, 31) between payers.valid_from and payers.valid_to
    group by staff.association_code, staff.fiscal_year, payers.step_code
)

select
    totals.association_code,
    totals.fiscal_year,
    totals.definition_set,
    steps.step_code,
    cast(
        case steps.kind
            when 'external_funds' then funds.used_sek
            when 'within_allocation' then totals.total_cost_sek - funds.used_sek
        end as decimal(18, 2)
    ) as amount_sek,
    cast(
        case
            when steps.kind = 'positions' and staffed_years.association_code is not null
                then coalesce(positions.fte, 0)
        end as decimal(9, 2)
    ) as fte
from totals
inner join {{ ref('comparison_step') }} as steps
    on
        not steps.per_category
        and make_date(totals.fiscal_year, 12, 31) between steps.valid_from and steps.valid_to
left join funds
    on
        totals.association_code = funds.association_code
        and totals.fiscal_year = funds.fiscal_year
left join staffed_years
    on
        totals.association_code = staffed_years.association_code
        and totals.fiscal_year = staffed_years.fiscal_year
left join positions
    on
        totals.association_code = positions.association_code
        and totals.fiscal_year = positions.fiscal_year
        and steps.step_code = positions.step_code
