-- The periods that an association's person rows cover: from its first entry to its last event that is known by as_of.
with

events as (
    select
        spells.association_code,
        min(spells.entry_date) as first_event,
        max(
            greatest(spells.entry_date, case when spells.exit_date <= runs.as_of then spells.exit_date end)
        ) as last_event
    from {{ ref('int_person__spell') }} as spells
    cross join {{ ref('stg_delivery__run') }} as runs
    group by spells.association_code
),

files as (
    select association_code, max(covers_until) as extraction_date
    from {{ ref('int_person__file') }}
    group by association_code
)

select
    events.association_code,
    periods.period_type,
    periods.period_from,
    least(periods.period_to, runs.as_of) as period_to,
    year(periods.period_to) as fiscal_year,
    files.extraction_date
from events
inner join files
    on events.association_code = files.association_code
cross join {{ ref('stg_delivery__run') }} as runs
inner join {{ ref('reporting_period') }} as periods
    on
        periods.period_from <= events.last_event
        and periods.period_to >= events.first_event
