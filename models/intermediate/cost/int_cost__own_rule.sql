-- Among a set's own rules, the first by written priority that fits. What the set inherits is not looked at here.
select
    subjects.subject_key,
    rules.definition_set as rule_set,
    rules.rule_id,
    rules.cost_category,
    rules.allocation_key
from {{ ref('int_cost__subject') }} as subjects
left join {{ ref('int_cost__type') }} as types
    on subjects.subject_key = types.subject_key
inner join {{ in_force('cost_rule') }} as rules
    on
        {{ rule_fits('rules', 'subjects') }}
        and (rules.cost_type is null or rules.cost_type = types.cost_type)
qualify
    row_number() over (
        partition by subjects.subject_key, rules.definition_set
        order by rules.priority, rules.rule_id
    ) = 1
