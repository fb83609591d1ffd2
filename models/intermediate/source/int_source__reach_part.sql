-- Target groups, and the participants compared with them: both methods compare the same, so one of them gives the participants.
with

by_unit as (
    select *, '' as unit_code
    from {{ ref('int_reach__participant_count') }}
    union all
    select counts.*, units.unit_code
    from {{ ref('int_reach__participant_count') }} as counts
    inner join {{ ref('int_programme__rollup') }} as units
        on
            counts.association_code = units.association_code
            and counts.programme_code = units.programme_code
),

participants as (
    select *
    from by_unit
    qualify dense_rank() over (partition by association_code, unit_code, fiscal_year order by method) = 1
)

select
    participants.association_code,
    participants.unit_code,
    participants.fiscal_year,
    'reach_participants' as measure_code,
    terms.source_key,
    terms.coefficient
from participants
inner join {{ ref('int_source__year_term') }} as terms
    on
        participants.association_code = terms.association_code
        and participants.programme_code = terms.programme_code
        and participants.fiscal_year = terms.fiscal_year
        and participants.count_basis = terms.count_basis
        and participants.registration_kind = terms.registration_kind
        and participants.source_system = terms.source_system
        and terms.slice = 'total'
        and terms.figure = 'total'
union all
select
    groups_.association_code,
    groups_.unit_code,
    groups_.fiscal_year,
    methods.reach_measure_code as measure_code,
    concat('target_group/', {{ fact_key(
        ['groups_.association_code', 'groups_.unit_code', 'groups_.fiscal_year', 'groups_.method']
    ) }}) as source_key,
    1 as coefficient
from {{ ref('int_reach__target_group') }} as groups_
inner join {{ ref('target_group_method') }} as methods
    on
        groups_.method = methods.method
        and make_date(groups_.fiscal_year, 12, 31) between methods.valid_from and methods.valid_to
where groups_.is_official
