-- What is typed right and still cannot be so: two deliveries, or two columns of one, that rule each other out.
with

position_costs as (
    select costs.association_code, costs.fiscal_year, costs.unit_code as subject, costs.value as cost_sek
    from {{ ref('int_indicator__value') }} as costs
    inner join {{ ref('definition_set') }} as sets
        on
            costs.definition_set = sets.definition_set
            and sets.is_base
    inner join {{ ref('int_programme__programme') }} as programmes
        on
            costs.association_code = programmes.association_code
            and costs.unit_code = programmes.programme_code
    where
        costs.indicator_code = 'cost_per_position'
        and costs.value is not null
    union all
    select
        costs.association_code,
        costs.fiscal_year,
        'administration' as subject,
        {{ fraction('max(costs.amount_sek)', 'sum(positions.fte)') }} as cost_sek
    from {{ ref('int_cost__category_amount') }} as costs
    inner join {{ ref('definition_set') }} as sets
        on
            costs.definition_set = sets.definition_set
            and sets.is_base
    inner join {{ ref('int_money__staffing') }} as positions
        on
            costs.association_code = positions.association_code
            and costs.fiscal_year = positions.fiscal_year
            and positions.programme_code = ''
            and positions.delivery_rank = 1
    where
        costs.cost_category = 'administration'
        and costs.amount_sek > 0
    group by costs.association_code, costs.fiscal_year
),

hours as (
    select association_code, fiscal_year, concat_ws(' ', role, month_no) as subject, sum(hours) as hours
    from {{ ref('int_time__entry') }}
    where
        month_no is not null
        and delivery_rank = 1
    group by association_code, fiscal_year, role, month_no
),

repeated as (
    select association_code, fiscal_year, concat('funding: ', funder) as subject, file_sha256
    from {{ ref('int_money__funding') }}
    union all
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'staffing:', nullif(programme_code, ''), role, funder) as subject,
        file_sha256
    from {{ ref('int_money__staffing') }}
),

statistics as (
    select
        'statistic_jump' as check_code,
        cast(null as varchar) as association_code,
        cast(null as bigint) as fiscal_year,
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
        subject <> 'administration'
        and cost_sek > {{ threshold("'position_cost_high'", 'association_code', 'fiscal_year') }}
    union all
    select
        'time_report_month_implausible' as check_code, association_code, fiscal_year, subject,
        {{ threshold("'time_report_month_implausible'", 'association_code', 'fiscal_year') }} as expected,
        hours as actual
    from hours
    where hours > {{ threshold("'time_report_month_implausible'", 'association_code', 'fiscal_year') }}
    union all
    select 'row_repeated' as check_code, association_code, fiscal_year, subject, 1 as expected, count(*) as actual
    from repeated
    group by association_code, fiscal_year, subject, file_sha256
    having count(*) > 1
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
        'goal_target_unit' as check_code,
        goals.association_code,
        year(goals.valid_to) as fiscal_year,
        goals.goal_code as subject,
        1 as expected,
        goals.target_value as actual
    from {{ ref('int_goal__goal') }} as goals
    inner join {{ ref('indicator') }} as indicators
        on
            goals.indicator_code = indicators.indicator_code
            and goals.valid_to between indicators.valid_from and indicators.valid_to
    where
        indicators.unit = 'fraction'
        and goals.target_value > 1
    union all
    select
        'goal_status_of_result' as check_code,
        association_code,
        year(valid_to) as fiscal_year,
        goal_code as subject,
        null as expected,
        null as actual
    from {{ ref('int_goal__goal') }}
    where
        goal_type = 'result'
        and process_status is not null
    union all
    select
        'programme_type_differs' as check_code,
        programmes.association_code,
        null as fiscal_year,
        programmes.programme_code as subject,
        null as expected,
        null as actual
    from {{ ref('int_programme__programme') }} as programmes
    inner join {{ ref('orientation') }} as orientations
        on programmes.orientation = orientations.orientation
    where programmes.programme_type <> orientations.programme_type
    group by programmes.association_code, programmes.programme_code
    union all
    select
        'programme_starts_after_participants' as check_code,
        programmes.association_code,
        year(counts.period_to) as fiscal_year,
        programmes.programme_code as subject,
        null as expected,
        null as actual
    from {{ ref('int_programme__programme') }} as programmes
    inner join {{ ref('int_participation__delivered') }} as counts
        on
            programmes.association_code = counts.association_code
            and programmes.programme_code = counts.programme_code
            and programmes.start_date > counts.period_to
    where counts.total_count > 0
    group by programmes.association_code, programmes.programme_code, year(counts.period_to)
    union all
    select check_code, association_code, fiscal_year, subject, expected, actual
    from statistics
    where actual > expected * {{ threshold("'statistic_jump'", "'*'", '2004') }}
)

select
    {{ finding('implausible', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual',
               check_column='check_code') }}
from found
