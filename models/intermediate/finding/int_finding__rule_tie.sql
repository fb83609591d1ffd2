-- Two rules of one priority that fit the same amount and say different things: only the order of their ids decides.
with

category_ties as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        'cost_rule' as definition_table,
        first_rule.rule_id,
        second_rule.rule_id as other_rule_id,
        sum(subjects.amount_sek) as amount_sek
    from {{ ref('int_cost__own_rule') }} as decided
    inner join {{ ref('int_cost__subject') }} as subjects
        on decided.subject_key = subjects.subject_key
    left join {{ ref('int_cost__type') }} as types
        on decided.subject_key = types.subject_key
    inner join {{ in_force('cost_rule') }} as first_rule
        on
            decided.rule_id = first_rule.rule_id
            and {{ holds('first_rule', 'subjects.association_code', 'subjects.valid_on') }}
    inner join {{ in_force('cost_rule') }} as second_rule
        on
            first_rule.definition_set = second_rule.definition_set
            and first_rule.priority = second_rule.priority
            and first_rule.rule_id < second_rule.rule_id
            and coalesce(first_rule.cost_category, first_rule.allocation_key)
            <> coalesce(second_rule.cost_category, second_rule.allocation_key)
            and {{ rule_fits('second_rule', 'subjects') }}
            and (second_rule.cost_type is null or second_rule.cost_type = types.cost_type)
    group by subjects.association_code, subjects.fiscal_year, first_rule.rule_id, second_rule.rule_id
),

type_ties as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        'cost_type_rule' as definition_table,
        first_rule.rule_id,
        second_rule.rule_id as other_rule_id,
        sum(subjects.amount_sek) as amount_sek
    from {{ ref('int_cost__type') }} as decided
    inner join {{ ref('int_cost__subject') }} as subjects
        on decided.subject_key = subjects.subject_key
    inner join {{ in_force('cost_type_rule') }} as first_rule
        on
            decided.type_rule_id = first_rule.rule_id
            and {{ holds('first_rule', 'subjects.association_code', 'subjects.valid_on') }}
    inner join {{ in_force('cost_type_rule') }} as second_rule
        on
            first_rule.priority = second_rule.priority
            and first_rule.rule_id < second_rule.rule_id
            and first_rule.cost_type <> second_rule.cost_type
            and {{ type_rule_fits('second_rule', 'subjects') }}
    group by subjects.association_code, subjects.fiscal_year, first_rule.rule_id, second_rule.rule_id
),

ties as (
    select * from category_ties
    union all
    select * from type_ties
)

select
    {{ finding('rule_tie', 'association_code', 'fiscal_year', "concat(rule_id, ' / ', other_rule_id)",
               '0', 'amount_sek', 'definition_table', 'definition_table') }}
from ties
