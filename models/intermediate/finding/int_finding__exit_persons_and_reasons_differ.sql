-- A step forward counted as persons beside the same counted as reasons, by the association's own definition.
with

sums as (
    select
        years.association_code,
        years.programme_code,
        years.fiscal_year,
        sum(case when years.count_kind = 'persons' then years.exit_count end) as person_count,
        sum(case when years.count_kind = 'reasons' and flags.is_step_forward then years.exit_count end) as reason_count
    from {{ ref('int_exit__year') }} as years
    inner join {{ ref('int_exit__flag') }} as flags
        on
            years.association_code = flags.association_code
            and years.programme_code = flags.programme_code
            and years.outcome_class = flags.outcome_class
            and years.fiscal_year = flags.fiscal_year
    inner join {{ ref('definition_set') }} as sets
        on
            flags.definition_set = sets.definition_set
            and sets.is_base
    where years.slice = 'total'
    group by years.association_code, years.programme_code, years.fiscal_year
)

select
    {{ finding('exit_persons_and_reasons_differ', 'association_code', 'fiscal_year', 'programme_code',
               'person_count', 'reason_count') }}
from sums
where person_count <> reason_count
