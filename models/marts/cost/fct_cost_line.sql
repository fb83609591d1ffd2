select
    subjects.association_code,
    subjects.fiscal_year,
    subjects.valid_on as month,
    coalesce(amounts.programme_code, '') as programme_code,
    amounts.cost_category,
    amounts.cost_type,
    amounts.definition_set,
    cast(sum(amounts.amount_sek) as decimal(18, 2)) as amount_sek,
    max(provenances.rank) as provenance_rank
from {{ ref('int_cost__amount') }} as amounts
inner join {{ ref('int_cost__ledger_subject') }} as subjects
    on amounts.subject_key = subjects.subject_key
inner join {{ ref('cost_category') }} as categories
    on
        amounts.cost_category = categories.cost_category
        and categories.kind <> 'income'
left join {{ ref('provenance') }} as provenances
    on subjects.provenance = provenances.provenance
group by
    subjects.association_code,
    subjects.fiscal_year,
    subjects.valid_on,
    coalesce(amounts.programme_code, ''),
    amounts.cost_category,
    amounts.cost_type,
    amounts.definition_set
