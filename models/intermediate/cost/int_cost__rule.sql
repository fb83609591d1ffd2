-- Exactly one row per subject and definition set: the first rule by written priority, or no rule at all.
with

candidates as (
    select
        subjects.subject_key,
        rules.definition_set,
        rules.rule_id,
        rules.cost_category,
        rules.allocation_key,
        row_number() over (
            partition by subjects.subject_key, rules.definition_set
            order by rules.priority, rules.rule_id
        ) as rule_rank
    from {{ ref('int_cost__subject') }} as subjects
    left join {{ ref('int_cost__type') }} as types
        on subjects.subject_key = types.subject_key
    inner join {{ ref('cost_rule') }} as rules
        on
            {{ rule_fits('rules', 'subjects') }}
            and (rules.cost_type is null or rules.cost_type = types.cost_type)
)

select
    subjects.subject_key,
    sets.definition_set,
    coalesce(types.cost_type, 'unspecified') as cost_type,
    types.type_rule_id,
    candidates.rule_id,
    candidates.cost_category,
    candidates.allocation_key
from {{ ref('int_cost__subject') }} as subjects
inner join {{ ref('definition_set') }} as sets
    on sets.covers_cost
left join {{ ref('int_cost__type') }} as types
    on subjects.subject_key = types.subject_key
left join candidates
    on
        subjects.subject_key = candidates.subject_key
        and sets.definition_set = candidates.definition_set
        and candidates.rule_rank = 1
