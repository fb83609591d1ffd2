-- A restatement as moves between categories: the decision is the rule, and the set stays the same.
with

{{ paired_moves(
    ref('int_cost__restated_flow'), ['association_code', 'fiscal_year', 'definition_set', 'decision_id', 'sequence_no']
) }}

select
    association_code,
    fiscal_year,
    definition_set,
    decision_id,
    from_category,
    to_category,
    cast(sum(amount_sek) as decimal(18, 2)) as amount_sek
from shifts
group by association_code, fiscal_year, definition_set, decision_id, from_category, to_category
