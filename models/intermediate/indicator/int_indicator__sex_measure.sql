-- Women, men and those whose sex is known, of the named participants of the official source.
with

known as (
    select
        years.association_code,
        years.programme_code,
        years.fiscal_year,
        years.sex,
        years.total_count,
        years.provenance_rank,
        years.source_system
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
        years.slice = 'sex'
        and years.count_basis = 'registered'
        and years.registration_kind = 'named'
        and years.sex in ('woman', 'man')
        and years.total_count is not null
),

measures as (
    select 'women' as measure_code, * from known
    where sex = 'woman'
    union all
    select 'participants_of_known_sex' as measure_code, * from known
)

select
    measures.association_code,
    scopes.unit_code,
    measures.fiscal_year,
    scopes.breakdown,
    scopes.breakdown_value,
    measures.measure_code,
    sum(measures.total_count) as amount,
    max(measures.provenance_rank) as provenance_rank,
    min(measures.source_system) as first_source,
    max(measures.source_system) as last_source
from measures
inner join {{ ref('int_programme__scope') }} as scopes
    on
        measures.association_code = scopes.association_code
        and measures.programme_code = scopes.programme_code
group by
    measures.association_code,
    scopes.unit_code,
    measures.fiscal_year,
    scopes.breakdown,
    scopes.breakdown_value,
    measures.measure_code
