-- What an association's own complete export lacks is zero; what books rebuilt from print lack may only be unprinted.
select
    subjects.association_code,
    subjects.fiscal_year,
    min(case when provenances.rank = 0 and types.cost_type is not null then 1 else 0 end) = 1 as is_whole
from {{ ref('int_cost__ledger_subject') }} as subjects
left join {{ ref('int_cost__type') }} as types
    on subjects.subject_key = types.subject_key
left join {{ ref('provenance') }} as provenances
    on subjects.provenance = provenances.provenance
where subjects.account_class <> 'income'
group by subjects.association_code, subjects.fiscal_year
