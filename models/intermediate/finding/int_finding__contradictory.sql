-- Two columns or rows of one delivery, or two deliveries, that rule each other out.
with

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

found as (
    select 'row_repeated' as check_code, association_code, fiscal_year, subject, 1 as expected, count(*) as actual
    from repeated
    group by association_code, fiscal_year, subject, file_sha256
    having count(*) > 1
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
)

select
    {{ finding('contradictory', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual',
               check_column='check_code') }}
from found
