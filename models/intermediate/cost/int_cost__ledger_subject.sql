-- Ledger sums that are income or cost. Balance accounts and the closing entry of the result are not subjects.
select
    'ledger' as subject_kind,
    concat('L', keys.ledger_key) as subject_key,
    keys.association_code,
    keys.fiscal_year,
    keys.month as valid_on,
    '' as budget_version,
    accounts.chart_code,
    left(keys.account, 4) as account,
    accounts.account_class,
    keys.unit_object,
    keys.project_object,
    links.programme_code,
    programmes.programme_type,
    keys.text_signature,
    cast(null as varchar) as delivered_category,
    keys.provenance,
    cast(
        case when accounts.account_class = 'income' then -keys.amount_sek else keys.amount_sek end
        as decimal(18, 2)
    ) as amount_sek,
    keys.line_count
from {{ ref('int_ledger__key') }} as keys
inner join {{ ref('int_ledger__account') }} as accounts
    on
        keys.association_code = accounts.association_code
        and keys.fiscal_year = accounts.fiscal_year
        and keys.account = accounts.account
left join {{ ref('int_ledger__key_programme') }} as links
    on keys.ledger_key = links.ledger_key
left join {{ ref('int_programme__programme') }} as programmes
    on
        keys.association_code = programmes.association_code
        and links.programme_code = programmes.programme_code
where accounts.account_class in ('income', 'cost', 'financial_income', 'financial_cost', 'extraordinary')
