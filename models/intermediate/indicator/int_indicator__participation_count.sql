-- One count per programme, year and measure; named, anonymous and volume each have measures of their own and are never added.
with

counts as (
    select
        officials.association_code,
        officials.programme_code,
        officials.fiscal_year,
        officials.registration_kind,
        programmes.programme_type,
        officials.total_count,
        officials.new_count,
        officials.completed_count,
        officials.source_system,
        officials.provenance_rank
    from {{ ref('int_participation__official') }} as officials
    left join {{ ref('int_programme__programme') }} as programmes
        on
            officials.association_code = programmes.association_code
            and officials.programme_code = programmes.programme_code
    where officials.count_basis = 'registered'
),

measures as (
    select 'participants_registered' as measure_code, total_count as amount, *
    from counts
    where registration_kind = 'named'
    union all
    select 'new_participants' as measure_code, new_count as amount, *
    from counts
    where registration_kind = 'named'
    union all
    select 'completed_participants' as measure_code, completed_count as amount, *
    from counts
    where registration_kind = 'named'
    union all
    select 'participants_anonymous' as measure_code, coalesce(total_count, new_count) as amount, *
    from counts
    where registration_kind = 'anonymous'
    union all
    select
        case when programme_type = 'structural' then 'structural_participations' else 'volume_cases' end
            as measure_code,
        total_count as amount,
        *
    from counts
    where registration_kind = 'volume'
)

select
    association_code,
    programme_code,
    fiscal_year,
    measure_code,
    amount,
    source_system,
    provenance_rank
from measures
where amount is not null
