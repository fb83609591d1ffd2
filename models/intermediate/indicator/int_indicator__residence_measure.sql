-- Participants per municipality, where every programme of the association tells where its participants live.
with

programmes as (
    select
        association_code,
        fiscal_year,
        count(*) as programme_count
    from {{ ref('int_indicator__participation_count') }}
    where measure_code = 'participants_registered'
    group by association_code, fiscal_year
),

residents as (
    select
        years.association_code,
        years.programme_code,
        years.fiscal_year,
        years.municipality_code,
        years.total_count,
        years.provenance_rank,
        years.source_system,
        count(years.programme_code) over (
            partition by years.association_code, years.fiscal_year, years.municipality_code
        ) as told_count
    from {{ ref('int_participation__year') }} as years
    inner join {{ ref('int_participation__source_use') }} as uses
        on
            years.association_code = uses.association_code
            and years.programme_code = uses.programme_code
            and years.registration_kind = uses.registration_kind
            and years.fiscal_year = uses.fiscal_year
            and years.source_system = uses.source_system
            and uses.figure = 'participants'
            and uses.is_official
    where
        years.slice = 'municipality'
        and years.count_basis = 'registered'
        and years.registration_kind = 'named'
        and years.total_count is not null
),

telling as (
    select association_code, fiscal_year, count(distinct programme_code) as programme_count
    from residents
    group by association_code, fiscal_year
)

select
    residents.association_code,
    residents.municipality_code as unit_code,
    residents.fiscal_year,
    'participants_registered' as measure_code,
    sum(residents.total_count) as amount,
    max(residents.provenance_rank) as provenance_rank,
    min(residents.source_system) as first_source,
    max(residents.source_system) as last_source
from residents
inner join telling
    on
        residents.association_code = telling.association_code
        and residents.fiscal_year = telling.fiscal_year
inner join programmes
    on
        residents.association_code = programmes.association_code
        and residents.fiscal_year = programmes.fiscal_year
        and telling.programme_count = programmes.programme_count
inner join {{ ref('municipality') }} as municipalities
    on
        residents.municipality_code = municipalities.municipality_code
        and municipalities.kind = 'municipality'
group by residents.association_code, residents.municipality_code, residents.fiscal_year
