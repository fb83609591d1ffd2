-- Numbers outside what can be: a limit is a dated row of check_threshold.
with

positions as (
    select association_code, fiscal_year, programme_code, sum(fte) as fte
    from {{ ref('fct_staffing') }}
    where is_paid_by_association
    group by association_code, fiscal_year, programme_code
),

position_costs as (
    select
        costs.association_code,
        costs.fiscal_year,
        coalesce(nullif(costs.programme_code, ''), costs.association_code) as subject,
        costs.programme_code <> '' as is_programme,
        {{ fraction('sum(costs.amount_sek)', 'max(positions.fte)') }} as cost_sek
    from {{ ref('fct_cost_line') }} as costs
    inner join {{ ref('definition_set') }} as sets
        on
            costs.definition_set = sets.definition_set
            and sets.is_base
    inner join positions
        on
            costs.association_code = positions.association_code
            and costs.fiscal_year = positions.fiscal_year
            and costs.programme_code = positions.programme_code
    group by costs.association_code, costs.fiscal_year, costs.programme_code
),

hours as (
    select association_code, fiscal_year, concat_ws(' ', role, month_no) as subject, sum(hours) as hours
    from {{ ref('int_time__entry') }}
    where
        month_no is not null
        and delivery_rank = 1
    group by association_code, fiscal_year, role, month_no
),

statistics as (
    select
        'statistic_jump' as check_code,
        cast(null as varchar) as association_code,
        max(fiscal_year) as fiscal_year,
        concat_ws(' ', statistic_code, area_code, sex) as subject,
        min(observed_value) as expected,
        max(observed_value) as actual
    from {{ ref('int_reach__statistic') }}
    where
        statistic_code is not null
        and observed_value > 0
    group by statistic_code, area_code, sex
),

found as (
    select
        'position_cost_low' as check_code, association_code, fiscal_year, subject,
        {{ threshold("'position_cost_low'", 'association_code', 'fiscal_year') }} as expected, cost_sek as actual
    from position_costs
    where cost_sek < {{ threshold("'position_cost_low'", 'association_code', 'fiscal_year') }}
    union all
    select
        'position_cost_high' as check_code, association_code, fiscal_year, subject,
        {{ threshold("'position_cost_high'", 'association_code', 'fiscal_year') }} as expected, cost_sek as actual
    from position_costs
    where
        is_programme
        and cost_sek > {{ threshold("'position_cost_high'", 'association_code', 'fiscal_year') }}
    union all
    select
        'time_report_month_implausible' as check_code, association_code, fiscal_year, subject,
        {{ threshold("'time_report_month_implausible'", 'association_code', 'fiscal_year') }} as expected,
        hours as actual
    from hours
    where hours > {{ threshold("'time_report_month_implausible'", 'association_code', 'fiscal_year') }}
    union all
    select
        'funding_used_above_received' as check_code,
        association_code,
        fiscal_year,
        funder as subject,
        received_sek as expected,
        used_sek as actual
    from {{ ref('int_money__funding') }}
    where
        delivery_rank = 1
        and used_sek
        > received_sek * {{ threshold("'funding_used_above_received'", 'association_code', 'fiscal_year') }}
    union all
    select
        'uppfoljning_budget_far' as check_code,
        association_code,
        fiscal_year,
        programme_code as subject,
        outcome_sek as expected,
        budget_sek as actual
    from {{ ref('int_uppfoljning__extraction') }}
    where
        budget_sek > 0
        and outcome_sek > 0
        and greatest(budget_sek, outcome_sek) > least(budget_sek, outcome_sek)
        * {{ threshold("'uppfoljning_budget_far'", 'association_code', 'fiscal_year') }}
    union all
    select
        'uppfoljning_count_far' as check_code,
        association_code,
        fiscal_year,
        programme_code as subject,
        budgeted_count as expected,
        total_count as actual
    from {{ ref('int_uppfoljning__extraction') }}
    where
        budgeted_count > 0
        and total_count > 0
        and greatest(budgeted_count, total_count) > least(budgeted_count, total_count)
        * {{ threshold("'uppfoljning_count_far'", 'association_code', 'fiscal_year') }}
    union all
    select check_code, association_code, fiscal_year, subject, expected, actual
    from statistics
    where actual > expected * {{ threshold("'statistic_jump'", "'*'", 'fiscal_year') }}
)

select
    {{ finding('implausible', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual',
               check_column='check_code') }}
from found
