-- The figures of the cost and budget relations in the smallest sums of cost.
with

budgets as (
    select costs.*, versions.budget_version
    from {{ ref('int_source__cost') }} as costs
    inner join {{ ref('int_budget__version') }} as versions
        on
            costs.association_code = versions.association_code
            and costs.fiscal_year = versions.fiscal_year
            and versions.is_current
)

select
    'cost_split' as relation,
    {{ fact_key(['association_code', 'fiscal_year', 'definition_set', 'cost_category']) }} as fact_key,
    'amount_sek' as part,
    source_key
from {{ ref('int_source__cost') }}
where
    subject_kind = 'ledger'
    and kind <> 'income'
union all
select
    'budget_split' as relation,
    {{ fact_key(['association_code', 'fiscal_year', 'budget_version', 'definition_set', 'cost_category']) }}
        as fact_key,
    'budget_sek' as part,
    source_key
from budgets
where
    subject_kind = 'budget'
    and kind <> 'income'
union all
select
    'budget_outcome' as relation,
    {{ fact_key([
        'association_code', 'fiscal_year', 'budget_version', 'definition_set', 'cost_category', 'programme_code'
    ]) }} as fact_key,
    case subject_kind when 'budget' then 'budget_sek' else 'outcome_sek' end as part,
    source_key
from budgets
