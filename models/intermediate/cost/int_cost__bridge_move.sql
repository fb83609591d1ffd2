-- What leaves one category and arrives in another, by the rule of the set that it arrives in.
with

{{ paired_moves(ref('int_cost__bridge_flow'), ['subject_key', 'from_set', 'to_set'], ['share_basis']) }}

select
    shifts.subject_key,
    shifts.from_set,
    shifts.to_set,
    shifts.from_category,
    shifts.to_category,
    rules.rule_id,
    rules.cost_type,
    shifts.share_basis,
    shifts.amount_sek
from shifts
inner join {{ ref('int_cost__rule') }} as rules
    on
        shifts.subject_key = rules.subject_key
        and shifts.to_set = rules.definition_set
