select * from {{ ref('int_cost__ledger_subject') }}
union all
select * from {{ ref('int_cost__budget_subject') }}
