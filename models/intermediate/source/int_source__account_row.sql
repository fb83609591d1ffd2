{{ config(materialized='view') }}

-- What a ledger account is made of: its opening balance as delivered and the lines of the year. The statements are sums of these.
select
    concat(
        'account/',
        {{ fact_key(['effective.association_code', 'effective.fiscal_year', 'balances.account']) }},
        '#opening'
    ) as source_key,
    'balance_line' as source_kind,
    balances.file_sha256,
    balances.line_no,
    cast(null as varchar) as voucher_series,
    cast(null as varchar) as voucher_number,
    cast(null as date) as voucher_date,
    balances.account,
    cast(balances.amount_sek as decimal(18, 2)) as amount
from {{ ref('stg_sie__balance') }} as balances
inner join {{ ref('int_ledger__effective_file') }} as effective
    on balances.file_sha256 = effective.file_sha256
where
    balances.year_no = 0
    and balances.balance_kind = 'IB'
union all
select
    concat('account/', {{ fact_key(['association_code', 'fiscal_year', 'account']) }}, '#movement') as source_key,
    case when voucher_date is null then 'balance_line' else 'voucher_line' end as source_kind,
    file_sha256,
    line_no,
    voucher_series,
    voucher_number,
    voucher_date,
    account,
    cast(amount_sek as decimal(18, 2)) as amount
from {{ ref('int_ledger__line') }}
