-- Per account with a #RES record: sum of its ledger lines = the record, or there is a finding.
with

records as (
    select
        files.association_code,
        files.fiscal_year,
        balances.file_sha256,
        balances.account,
        sum(balances.amount_sek) as record_sek
    from {{ ref('stg_sie__balance') }} as balances
    inner join {{ ref('int_ledger__effective_file') }} as files
        on balances.file_sha256 = files.file_sha256
    where
        balances.balance_kind = 'RES'
        and balances.year_no = 0
    group by files.association_code, files.fiscal_year, balances.file_sha256, balances.account
),

movements as (
    select file_sha256, account, sum(amount_sek) as movement_sek
    from {{ ref('int_ledger__line') }}
    group by file_sha256, account
)

select
    records.association_code,
    records.fiscal_year,
    records.account,
    coalesce(movements.movement_sek, 0) as movement_sek,
    records.record_sek
from records
left join movements
    on
        records.file_sha256 = movements.file_sha256
        and records.account = movements.account
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'result_account'
        and records.association_code = findings.association_code
        and records.fiscal_year = findings.fiscal_year
        and records.account = split_part(findings.subject, ' ', 1)
where
    coalesce(movements.movement_sek, 0) <> records.record_sek
    and findings.subject is null
