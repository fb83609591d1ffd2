-- Exactly one row per subject and definition set: the set's own rule, else the one it inherits, or no rule at all.
with

candidates as (
    select
        rules.subject_key,
        lineages.definition_set,
        rules.rule_id,
        rules.cost_category,
        rules.allocation_key,
        row_number() over (
            partition by rules.subject_key, lineages.definition_set
            order by lineages.distance
        ) as rule_rank
    from {{ ref('int_cost__own_rule') }} as rules
    inner join {{ ref('int_cost__lineage') }} as lineages
        on rules.rule_set = lineages.rule_set
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
