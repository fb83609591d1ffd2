-- Per balance account of a ledger with balances: opening + movement = closing as delivered, or there is a finding.
with

entries as (
    select file_sha256, account, amount_sek as computed_sek, 0 as delivered_sek
    from {{ ref('int_ledger__line') }}
    union all
    select file_sha256, account, amount_sek as computed_sek, 0 as delivered_sek
    from {{ ref('stg_sie__balance') }}
    where
        balance_kind = 'IB'
        and year_no = 0
    union all
    select file_sha256, account, 0 as computed_sek, amount_sek as delivered_sek
    from {{ ref('stg_sie__balance') }}
    where
        balance_kind = 'UB'
        and year_no = 0
),

breaks as (
    select
        files.association_code,
        files.fiscal_year,
        entries.account,
        sum(entries.computed_sek) as computed_sek,
        sum(entries.delivered_sek) as delivered_sek
    from entries
    inner join {{ ref('int_ledger__effective_file') }} as files
        on
            entries.file_sha256 = files.file_sha256
            and files.balance_count > 0
    inner join {{ ref('int_ledger__account') }} as accounts
        on
            files.association_code = accounts.association_code
            and files.fiscal_year = accounts.fiscal_year
            and entries.account = accounts.account
            and accounts.account_class in ('asset', 'equity', 'liability')
    group by files.association_code, files.fiscal_year, entries.account
    having sum(entries.computed_sek) <> sum(entries.delivered_sek)
)

select breaks.*
from breaks
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'opening_movement_closing'
        and breaks.association_code = findings.association_code
        and breaks.fiscal_year = findings.fiscal_year
        and breaks.account = split_part(findings.subject, ' ', 1)
where findings.subject is null
