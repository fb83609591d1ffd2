-- Budget beside outcome. Where one of them is missing it stays empty: no budget is not a budget of zero.
select
    subjects.association_code,
    subjects.fiscal_year,
    amounts.definition_set,
    amounts.cost_category,
    coalesce(amounts.programme_code, '') as programme_code,
    sum(case when amounts.subject_kind = 'budget' then amounts.amount_sek end) as budget_sek,
    sum(case when amounts.subject_kind = 'ledger' then amounts.amount_sek end) as outcome_sek
from {{ ref('int_cost__amount') }} as amounts
inner join {{ ref('int_cost__subject') }} as subjects
    on amounts.subject_key = subjects.subject_key
group by
    subjects.association_code,
    subjects.fiscal_year,
    amounts.definition_set,
    amounts.cost_category,
    coalesce(amounts.programme_code, '')
