-- Participants of the programmes that a method compares with its target group, for the association and for its parts.
-- Where a programme that counts has no number the sum is unknown: a part is not a total.
with

counted as (
    select
        officials.association_code,
        officials.programme_code,
        officials.fiscal_year,
        methods.method,
        officials.total_count,
        officials.source_system,
        officials.provenance_rank
    from {{ ref('int_participation__official') }} as officials
    inner join {{ ref('int_programme__programme') }} as programmes
        on
            officials.association_code = programmes.association_code
            and officials.programme_code = programmes.programme_code
    inner join {{ ref('programme_group') }} as programme_groups
        on
            programmes.team_type = programme_groups.team_type
            and make_date(officials.fiscal_year, 12, 31)
            between programme_groups.valid_from and programme_groups.valid_to
    inner join {{ ref('target_group_method') }} as methods
        on
            programme_groups.programme_group = methods.reach_programme_group
            and officials.count_basis = methods.reach_count_basis
            and officials.registration_kind = methods.reach_registration_kind
            and make_date(officials.fiscal_year, 12, 31) between methods.valid_from and methods.valid_to
    where officials.period_type = 'year'
),

by_unit as (
    select
        association_code,
        '' as unit_code,
        fiscal_year,
        method,
        total_count,
        source_system,
        provenance_rank
    from counted
    union all
    select
        counted.association_code,
        units.unit_code,
        counted.fiscal_year,
        counted.method,
        counted.total_count,
        counted.source_system,
        counted.provenance_rank
    from counted
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
