-- Participants of the programmes that a method compares with its target group, for the association and for its parts.
-- Where a programme that counts has no number the sum is unknown: a part is not a total.
with

by_unit as (
    select
        association_code,
        '' as unit_code,
        fiscal_year,
        method,
        total_count,
        source_system,
        provenance_rank
    from {{ ref('int_reach__participant_count') }}
    union all
    select
        counted.association_code,
        units.unit_code,
        counted.fiscal_year,
        counted.method,
        counted.total_count,
        counted.source_system,
        counted.provenance_rank
    from {{ ref('int_reach__participant_count') }} as counted
    inner join {{ ref('int_programme__rollup') }} as units
        on
            counted.association_code = units.association_code
            and counted.programme_code = units.programme_code
)

select
    association_code,
    unit_code,
    fiscal_year,
    method,
    cast(sum(total_count) as bigint) as participant_count,
    min(source_system) as first_source,
    max(source_system) as last_source,
    max(provenance_rank) as provenance_rank
from by_unit
group by association_code, unit_code, fiscal_year, method
having count(*) = count(total_count)
