{{ config(materialized='view') }}

-- Exit reasons that make a row no participation, resolved once per distinct reason and day.
with

reasons as (
    select exit_reason, coalesce(exit_date, entry_date) as valid_on
    from {{ ref('stg_sus__spell') }}
    where exit_reason is not null
    group by exit_reason, coalesce(exit_date, entry_date)
)

select
    reasons.exit_reason,
    reasons.valid_on,
    min(rules.exclusion_code) as exclusion_code
from reasons
inner join {{ ref('exit_exclusion') }} as rules
    on
        reasons.exit_reason ilike rules.reason_pattern
        and reasons.valid_on between rules.valid_from and rules.valid_to
group by reasons.exit_reason, reasons.valid_on
