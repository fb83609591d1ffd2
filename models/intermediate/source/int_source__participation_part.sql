-- Measures of participants in the counts of programmes, wherever a programme is counted; women and residents of one slice.
with

known_sex as (
    select terms.*, 'participants_of_known_sex' as measure_code
    from {{ ref('int_source__official_slice') }} as terms
    where
        terms.slice = 'sex'
        and terms.sex in ('woman', 'man')
),

counts as (
    select association_code, programme_code, fiscal_year, measure_code, source_key, coefficient
    from {{ ref('int_source__programme_participants') }}
    union all
    select association_code, programme_code, fiscal_year, measure_code, source_key, coefficient
    from known_sex
    union all
    select association_code, programme_code, fiscal_year, 'women' as measure_code, source_key, coefficient
    from known_sex
    where sex = 'woman'
),

scoped as (
    select
        counts.association_code,
        scopes.unit_code,
        counts.fiscal_year,
        scopes.breakdown,
        scopes.breakdown_value,
        counts.measure_code,
        counts.source_key,
        counts.coefficient
    from counts
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            counts.association_code = scopes.association_code
            and counts.programme_code = scopes.programme_code
)

select * from scoped
union all
select
    association_code,
    municipality_code as unit_code,
    fiscal_year,
    '' as breakdown,
    '' as breakdown_value,
    'participants_registered' as measure_code,
    source_key,
    coefficient
from {{ ref('int_source__official_slice') }}
where slice = 'municipality'
union all
select
    counts.association_code,
    '' as unit_code,
    counts.fiscal_year,
    'pool' as breakdown,
    members.pool_code as breakdown_value,
    'pool_participants' as measure_code,
    counts.source_key,
    counts.coefficient
from {{ ref('int_source__programme_participants') }} as counts
inner join {{ ref('participant_pool') }} as members
    on
        counts.association_code = members.association_code
        and counts.programme_code = members.programme_code
        and members.part = 'participants'
        and make_date(counts.fiscal_year, 12, 31) between members.valid_from and members.valid_to
where counts.measure_code in ('participants_registered', 'volume_cases')
