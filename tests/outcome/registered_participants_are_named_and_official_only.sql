-- Per association and year: participants_registered = the named, registered totals of the official sources; no anonymous, no volume, no second source.
with

flows as (
    select association_code, fiscal_year, sum(total) as participants
    from {{ ref('controller__participant_flow') }}
    where
        slice = 'total'
        and period_type = 'year'
        and count_basis = 'registered'
        and registration_kind = 'named'
        and is_official
    group by association_code, fiscal_year
)

select flows.*, outcomes.value
from flows
full outer join {{ ref('controller__indicator_value') }} as outcomes
    on
        flows.association_code = outcomes.association_code
        and flows.fiscal_year = year(outcomes.period_end)
where
    outcomes.indicator_code = 'participants_registered'
    and outcomes.unit_code = ''
    and outcomes.breakdown = ''
    and outcomes.association_code in (select counted.association_code from flows as counted)
    and (flows.participants is null or flows.participants <> outcomes.value)
