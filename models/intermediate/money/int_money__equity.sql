with

ledger_equity as (
    select
        association_code,
        fiscal_year,
        'ledger' as basis,
        max(case when line_key = 'opening_equity' then amount_sek end) as opening_sek,
        max(case when line_key = 'result' then amount_sek end) as result_sek,
        max(case when line_key = 'closing_equity' then amount_sek end) as closing_sek
    from {{ ref('int_statement__line') }}
    where statement = 'equity'
    group by association_code, fiscal_year
)

select
    ledger_equity.association_code,
    ledger_equity.fiscal_year,
    ledger_equity.basis,
    ledger_equity.opening_sek,
    ledger_equity.result_sek,
    ledger_equity.closing_sek,
    allocations.allocation_sek
from ledger_equity
left join {{ ref('int_money__allocation') }} as allocations
    on
        ledger_equity.association_code = allocations.association_code
        and ledger_equity.fiscal_year = allocations.fiscal_year
union all
select
    association_code,
    fiscal_year,
    concat('forecast:', forecast_version) as basis,
    opening_sek,
    coalesce(result_sek, coalesce(allocation_sek, 0) + coalesce(income_sek, 0) - cost_sek) as result_sek,
    opening_sek + coalesce(result_sek, coalesce(allocation_sek, 0) + coalesce(income_sek, 0) - cost_sek) as closing_sek,
    allocation_sek
from {{ ref('int_money__equity_forecast') }}
