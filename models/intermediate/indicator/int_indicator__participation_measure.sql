-- A sum over programmes exists only where each programme with participants has the count: a part is not a total.
with

scoped as (
    select
        counts.association_code,
        scopes.unit_code,
        counts.fiscal_year,
        scopes.breakdown,
        scopes.breakdown_value,
        counts.measure_code,
        sum(counts.amount) as amount,
        count(*) as programme_count,
        max(counts.provenance_rank) as provenance_rank,
        min(counts.source_system) as first_source,
        max(counts.source_system) as last_source
    from {{ ref('int_indicator__participation_count') }} as counts
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            counts.association_code = scopes.association_code
            and counts.programme_code = scopes.programme_code
    group by
        counts.association_code,
        scopes.unit_code,
        counts.fiscal_year,
        scopes.breakdown,
        scopes.breakdown_value,
        counts.measure_code
),

populations as (
    select * from scoped
    where measure_code = 'participants_registered'
)

select
    scoped.association_code,
    scoped.unit_code,
    scoped.fiscal_year,
    scoped.breakdown,
    scoped.breakdown_value,
    scoped.measure_code,
    scoped.amount,
    scoped.programme_count,
    scoped.provenance_rank,
    scoped.first_source,
    scoped.last_source
from scoped
left join populations
    on
        scoped.association_code = populations.association_code
        and scoped.unit_code = populations.unit_code
        and scoped.fiscal_year = populations.fiscal_year
        and scoped.breakdown = populations.breakdown
        and scoped.breakdown_value = populations.breakdown_value
where
    scoped.measure_code not in ('new_participants', 'completed_participants')
    or scoped.programme_count = populations.programme_count
