-- What an answer to an open choice touches: costs that a rule or a key of its own decides. All else is as in the set it
-- inherits from, and is not computed again.
with

choices as (
    select definition_set, inherits
    from {{ ref('definition_set') }}
    where kind = 'sensitivity'
),

own_keys as (
    select association_code, definition_set, allocation_key
    from {{ ref('int_cost__key_share') }}
    where definition_set = key_set
    group by association_code, definition_set, allocation_key
)

select
    bases.subject_key,
    choices.definition_set,
    choices.inherits as base_set,
    bases.cost_type,
    coalesce(rules.rule_id, bases.rule_id) as rule_id,
    case when rules.rule_id is null then bases.cost_category else rules.cost_category end as cost_category,
    case when rules.rule_id is null then bases.allocation_key else rules.allocation_key end as allocation_key
from {{ ref('int_cost__ledger_subject') }} as subjects
inner join {{ ref('int_cost__rule') }} as bases
    on subjects.subject_key = bases.subject_key
inner join choices
    on bases.definition_set = choices.inherits
left join {{ ref('int_cost__own_rule') }} as rules
    on
        subjects.subject_key = rules.subject_key
        and choices.definition_set = rules.rule_set
left join own_keys
    on
        subjects.association_code = own_keys.association_code
        and choices.definition_set = own_keys.definition_set
        and bases.allocation_key = own_keys.allocation_key
where
    rules.rule_id is not null
    or own_keys.allocation_key is not null
