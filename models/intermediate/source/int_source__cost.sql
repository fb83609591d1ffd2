-- The smallest sums of cost: everything that a cost measure or a cost relation may tell apart, whatever the number of ledger lines.
select
    {{ cost_source_key('subjects', 'amounts') }} as source_key,
    subjects.association_code,
    subjects.fiscal_year,
    amounts.definition_set,
    amounts.subject_kind,
    amounts.cost_category,
    amounts.cost_type,
    coalesce(amounts.programme_code, '') as programme_code,
    categories.kind,
    categories.in_total_cost,
    cast(sum(amounts.amount_sek) as decimal(18, 2)) as amount_sek
from {{ ref('int_cost__amount') }} as amounts
inner join {{ ref('int_cost__subject') }} as subjects
    on amounts.subject_key = subjects.subject_key
inner join {{ ref('cost_category') }} as categories
    on amounts.cost_category = categories.cost_category
group by
    subjects.association_code,
    subjects.fiscal_year,
    amounts.definition_set,
    amounts.subject_kind,
    amounts.cost_category,
    amounts.cost_type,
    amounts.programme_code,
    categories.kind,
    categories.in_total_cost
