-- What a cost is by nature: the first rule by written priority that fits. No rule: no type.
with

candidates as (
    select
        subjects.subject_key,
        rules.cost_type,
        rules.rule_id,
        row_number() over (
            partition by subjects.subject_key
            order by rules.priority, rules.rule_id
        ) as rule_rank
    from {{ ref('int_cost__subject') }} as subjects
    inner join {{ in_force('cost_type_rule') }} as rules
        on
            {{ type_rule_fits('rules', 'subjects') }}
)

select
    subject_key,
    cost_type,
    rule_id as type_rule_id
from candidates
where rule_rank = 1
