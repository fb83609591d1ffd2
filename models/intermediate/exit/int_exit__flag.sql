-- For each definition set, association, programme and class: whether it counts as a step forward. The closest rule wins.
with

subjects as (
    select
        exits.association_code,
        exits.programme_code,
        exits.outcome_class,
        exits.fiscal_year,
        sets.definition_set
    from {{ ref('int_exit__slice') }} as exits
    inner join {{ ref('definition_set') }} as sets
        on
            sets.covers_outcome
            and sets.association_code in (exits.association_code, '*')
            and make_date(exits.fiscal_year, 12, 31) between sets.valid_from and sets.valid_to
    group by
        exits.association_code,
        exits.programme_code,
        exits.outcome_class,
        exits.fiscal_year,
        sets.definition_set
)

select
    subjects.association_code,
    subjects.programme_code,
    subjects.outcome_class,
    subjects.fiscal_year,
    subjects.definition_set,
    classes.is_work,
    classes.is_work_or_study,
    classes.is_ordinary_measure,
    classes.goal_level,
    min(rules.rule_id) is not null as is_step_forward
from subjects
inner join {{ ref('outcome_class') }} as classes
    on
        subjects.outcome_class = classes.outcome_class
        and make_date(subjects.fiscal_year, 12, 31) between classes.valid_from and classes.valid_to
left join {{ in_force('step_forward_rule') }} as rules
    on
        subjects.definition_set = rules.definition_set
        and subjects.outcome_class = rules.outcome_class
        and rules.association_code in (subjects.association_code, '*')
        and rules.programme_code in (subjects.programme_code, '*')
        and {{ holds('rules', 'subjects.association_code', 'make_date(subjects.fiscal_year, 12, 31)') }}
group by
    subjects.association_code,
    subjects.programme_code,
    subjects.outcome_class,
    subjects.fiscal_year,
    subjects.definition_set,
    classes.is_work,
    classes.is_work_or_study,
    classes.is_ordinary_measure,
    classes.goal_level
