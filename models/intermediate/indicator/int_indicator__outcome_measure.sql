-- Outcomes in every scope, where each programme that completed participants also tells how they left.
with

scoped as (
    select
        counts.association_code,
        scopes.unit_code,
        counts.fiscal_year,
        counts.definition_set,
        scopes.breakdown,
        scopes.breakdown_value,
        counts.measure_code,
        sum(counts.amount) as amount,
        count(*) as programme_count,
        max(counts.provenance_rank) as provenance_rank,
        min(counts.first_source) as first_source,
        max(counts.last_source) as last_source
    from {{ ref('int_indicator__outcome_count') }} as counts
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            counts.association_code = scopes.association_code
            and counts.programme_code = scopes.programme_code
    group by
        counts.association_code,
        scopes.unit_code,
        counts.fiscal_year,
        counts.definition_set,
        scopes.breakdown,
        scopes.breakdown_value,
        counts.measure_code
)

select
    scoped.association_code,
    scoped.unit_code,
    scoped.fiscal_year,
    scoped.definition_set,
    scoped.breakdown,
    scoped.breakdown_value,
    scoped.measure_code,
    scoped.amount,
    scoped.provenance_rank,
    scoped.first_source,
    scoped.last_source
from scoped
inner join {{ ref('int_indicator__participation_measure') }} as completed
    on
        scoped.association_code = completed.association_code
        and scoped.unit_code = completed.unit_code
        and scoped.fiscal_year = completed.fiscal_year
        and scoped.breakdown = completed.breakdown
        and scoped.breakdown_value = completed.breakdown_value
        and completed.measure_code = 'completed_participants'
        and scoped.programme_count = completed.programme_count
