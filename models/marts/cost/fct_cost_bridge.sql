select
    subjects.association_code,
    subjects.fiscal_year,
    moves.from_set,
    moves.to_set,
    coalesce(moves.rule_id, '') as rule_id,
    moves.cost_type,
    moves.from_category,
    moves.to_category,
    coalesce(moves.share_basis, '') as share_basis,
    cast(sum(moves.amount_sek) as decimal(18, 2)) as amount_sek
from {{ ref('int_cost__bridge_move') }} as moves
inner join {{ ref('int_cost__ledger_subject') }} as subjects
    on moves.subject_key = subjects.subject_key
group by
    subjects.association_code,
    subjects.fiscal_year,
    moves.from_set,
    moves.to_set,
    coalesce(moves.rule_id, ''),
    moves.cost_type,
    moves.from_category,
    moves.to_category,
    coalesce(moves.share_basis, '')
union all
-- a closed year that a decision restated: from the set as published to the same set as restated, by the decision
select
    association_code,
    fiscal_year,
    definition_set as from_set,
    definition_set as to_set,
    decision_id as rule_id,
    '' as cost_type,
    from_category,
    to_category,
    '' as share_basis,
    amount_sek
from {{ ref('int_cost__restated_move') }}
