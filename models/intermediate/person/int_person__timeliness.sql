-- How long after the entry it was registered, among the new participations of the year whose registration day is known.
with

registrations as (
    select
        spells.association_code,
        spells.programme_code,
        periods.fiscal_year,
        {{ days_between('spells.entry_date', 'spells.registered_on') }} as days_to_registration,
        deadlines.deadline_days
    from {{ ref('int_person__spell') }} as spells
    inner join {{ ref('int_person__period') }} as periods
        on
            spells.association_code = periods.association_code
            and periods.period_type = 'year'
            and spells.entry_date between periods.period_from and periods.period_to
    left join {{ ref('registration_deadline') }} as deadlines
        on
            deadlines.event = 'entry'
            and spells.entry_date between deadlines.valid_from and deadlines.valid_to
)

select
    association_code,
    programme_code,
    fiscal_year,
    count(*) as new_count,
    count(days_to_registration) as registered_count,
    cast(median(days_to_registration) as decimal(18, 4)) as median_days_to_registration,
    count(case when days_to_registration > deadline_days then 1 end) as late_count,
    {{ fraction("count(case when days_to_registration > deadline_days then 1 end)", "count(days_to_registration)") }}
        as late_share_of_registered,
    max(deadline_days) as deadline_days
from registrations
group by association_code, programme_code, fiscal_year
