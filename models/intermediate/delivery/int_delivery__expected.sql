-- What the calendar expects of each association that delivers, from its first year, and what came of it on the day of the build.
with

deliverers as (
    select contents.association_code, min(contents.fiscal_year) as first_year
    from {{ ref('int_delivery__content') }} as contents
    inner join {{ ref('association') }} as associations
        on
            contents.association_code = associations.association_code
            and associations.kind <> 'national'
    group by contents.association_code
),

days as (
    select
        deliverers.association_code,
        {{ days_from_to('make_date(deliverers.first_year, 1, 1)', 'runs.as_of') }} as day
    from deliverers
    cross join {{ ref('stg_delivery__run') }} as runs
),

years as (
    select association_code, year(day) as fiscal_year
    from days
    group by association_code, year(day)
),

due as (
    select
        years.association_code,
        years.fiscal_year,
        calendar.expectation_id,
        calendar.delivery_source,
        calendar.covers_sv,
        calendar.covers_en,
        calendar.last_month,
        calendar.valid_from,
        calendar.valid_to,
        make_date(years.fiscal_year + calendar.due_years_after, calendar.due_month, calendar.due_day) as due_on
    from years
    inner join {{ ref('delivery_calendar') }} as calendar
        on calendar.association_code in (years.association_code, '*')
),

received as (
    select
        due.association_code,
        due.expectation_id,
        due.fiscal_year,
        count(*) as file_count,
        -- a later file that covers more replaces what was due and does not tell when that came
        min(case when month(contents.covers_until) = due.last_month then contents.made_on end) as made_on
    from due
    inner join {{ ref('int_delivery__content') }} as contents
        on
            due.association_code = contents.association_code
            and due.delivery_source = contents.delivery_source
            and due.fiscal_year = contents.fiscal_year
            and month(contents.covers_until) >= due.last_month
    group by due.association_code, due.expectation_id, due.fiscal_year
)

select
    due.association_code,
    due.expectation_id,
    due.fiscal_year,
    due.delivery_source,
    due.covers_sv,
    due.covers_en,
    due.due_on,
    received.made_on,
    case when received.made_on > due.due_on then {{ days_between('due.due_on', 'received.made_on') }} end as days_late,
    case
        when received.file_count is null then 'missing'
        when received.made_on is null then 'date_unknown'
        when received.made_on > due.due_on then 'late'
        else 'on_time'
    end as status
from due
cross join {{ ref('stg_delivery__run') }} as runs
left join received
    on
        due.association_code = received.association_code
        and due.expectation_id = received.expectation_id
        and due.fiscal_year = received.fiscal_year
where
    due.due_on <= runs.as_of
    and due.due_on between due.valid_from and due.valid_to
