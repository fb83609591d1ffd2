-- Exits by reason are not persons: one person can have several. Rows counted as persons say so in count_kind.
select
    {{ exit_key('slices', ['flags.definition_set']) }} as fact_key,
    {{ exit_key('slices') }} as count_key,
    slices.association_code,
    slices.programme_code,
    slices.period_from,
    slices.period_to,
    slices.fiscal_year,
    slices.source_system,
    coalesce(uses.is_official, false) as is_official,
    slices.slice,
    slices.municipality_code,
    slices.sex,
    flags.definition_set,
    slices.outcome_class,
    slices.exit_reason,
    slices.public_support,
    slices.count_kind,
    flags.goal_level,
    flags.is_work,
    flags.is_work_or_study,
    flags.is_ordinary_measure,
    flags.is_step_forward,
    slices.exit_count,
    slices.extraction_date,
    provenances.provenance,
    false as is_suppressed
from {{ ref('int_exit__slice') }} as slices
inner join {{ ref('int_exit__flag') }} as flags
    on
        slices.association_code = flags.association_code
        and slices.programme_code = flags.programme_code
        and slices.outcome_class = flags.outcome_class
        and slices.fiscal_year = flags.fiscal_year
left join {{ ref('int_participation__source_use') }} as uses
    on
        slices.association_code = uses.association_code
        and slices.programme_code = uses.programme_code
        and slices.fiscal_year = uses.fiscal_year
        and slices.source_system = uses.source_system
        and uses.figure = 'exits'
left join {{ ref('provenance') }} as provenances
    on slices.provenance_rank = provenances.rank
