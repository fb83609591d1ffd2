-- Outcomes per programme, year and set. Persons counted by the team itself hold for its own definition; otherwise reasons are added.
with

exits as (
    select
        years.association_code,
        years.programme_code,
        years.fiscal_year,
        flags.definition_set,
        sets.is_base,
        years.count_kind,
        years.public_support,
        years.exit_count,
        years.source_system,
        years.provenance_rank,
        case when flags.is_step_forward then 'step_forward' end as step_flag,
        case when flags.is_work then 'work' end as work_flag,
        case when flags.is_work_or_study then 'work_or_study' end as study_flag
    from {{ ref('int_exit__year') }} as years
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

sums as (
    select
        exits.association_code,
        exits.programme_code,
        exits.fiscal_year,
        exits.definition_set,
        measures.measure_code,
        max(case when measures.outcome_flag = 'step_forward' then 1 else 0 end) as is_step_forward,
        sum(
            case
                when
                    exits.count_kind = 'reasons'
                    and measures.outcome_flag in (exits.step_flag, exits.work_flag, exits.study_flag)
                    and (
                        measures.public_support is null
                        or measures.public_support = exits.public_support
                        or (measures.public_support = 'known' and exits.public_support in ('yes', 'no'))
                    )
                    then exits.exit_count
                else 0
            end
        ) as reason_count,
        max(case when exits.count_kind = 'persons' and exits.is_base then 1 else 0 end) as has_persons,
        sum(case when exits.count_kind = 'persons' and exits.is_base then exits.exit_count else 0 end) as person_count,
        max(case when exits.count_kind = 'reasons' then 1 else 0 end) as has_reasons,
        max(exits.provenance_rank) as provenance_rank,
        min(exits.source_system) as first_source,
        max(exits.source_system) as last_source
    from exits
    cross join {{ ref('outcome_measure') }} as measures
    group by
        exits.association_code,
        exits.programme_code,
        exits.fiscal_year,
        exits.definition_set,
        measures.measure_code
)

select
    association_code,
    programme_code,
    fiscal_year,
    definition_set,
    measure_code,
    case when is_step_forward = 1 and has_persons = 1 then person_count else reason_count end as amount,
    case when is_step_forward = 1 and has_persons = 1 then 'persons' else 'reasons' end as count_kind,
    provenance_rank,
    first_source,
    last_source
from sums
where
    has_reasons = 1
    or (is_step_forward = 1 and has_persons = 1)
