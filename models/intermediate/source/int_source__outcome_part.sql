-- Outcomes of a programme, year and set in counts of exits: persons counted by the team itself, else the reasons that the set accepts.
with

exits as (
    select
        years.*,
        flags.definition_set,
        sets.is_base,
        case when flags.is_step_forward then 'step_forward' end as step_flag,
        case when flags.is_work then 'work' end as work_flag,
        case when flags.is_work_or_study then 'work_or_study' end as study_flag,
        {{ cell_id('exit_outcome', exit_key('years'), "'exit_count'") }} as source_key
    from {{ ref('int_exit__year_part') }} as years
    inner join {{ ref('int_exit__flag') }} as flags
        on
            years.association_code = flags.association_code
            and years.programme_code = flags.programme_code
            and years.outcome_class = flags.outcome_class
            and years.fiscal_year = flags.fiscal_year
    inner join {{ ref('definition_set') }} as sets
        on flags.definition_set = sets.definition_set
    where years.slice = 'total'
),

chosen as (
    select
        counts.association_code,
        counts.programme_code,
        counts.fiscal_year,
        counts.definition_set,
        counts.measure_code,
        exits.source_key
    from {{ ref('int_indicator__outcome_count') }} as counts
    inner join {{ ref('outcome_measure') }} as measures
        on counts.measure_code = measures.measure_code
    inner join exits
        on
            counts.association_code = exits.association_code
            and counts.programme_code = exits.programme_code
            and counts.fiscal_year = exits.fiscal_year
            and counts.definition_set = exits.definition_set
            and counts.count_kind = exits.count_kind
            and (
                (exits.count_kind = 'persons' and exits.is_base)
                or (
                    exits.count_kind = 'reasons'
                    and measures.outcome_flag in (exits.step_flag, exits.work_flag, exits.study_flag)
                    and (
                        measures.public_support is null
                        or measures.public_support = exits.public_support
                        or (measures.public_support = 'known' and exits.public_support in ('yes', 'no'))
                    )
                )
            )
)

select
    chosen.association_code,
    scopes.unit_code,
    chosen.fiscal_year,
    chosen.definition_set,
    scopes.breakdown,
    scopes.breakdown_value,
    chosen.measure_code,
    chosen.source_key,
    1 as coefficient
from chosen
inner join {{ ref('int_programme__scope') }} as scopes
    on
        chosen.association_code = scopes.association_code
        and chosen.programme_code = scopes.programme_code
