-- Every loaded SIE file with amounts is the ledger of its year, or is named in ledger_superseded or ledger_currency.
with

files_with_amounts as (
    select file_sha256 from {{ ref('stg_sie__transaction') }}
    union
    select file_sha256 from {{ ref('stg_sie__balance') }}
)

select
    deliveries.association_code,
    deliveries.file_name,
    deliveries.file_sha256
from {{ ref('int_delivery__loaded_file') }} as deliveries
inner join files_with_amounts
    on deliveries.file_sha256 = files_with_amounts.file_sha256
left join {{ ref('int_ledger__effective_file') }} as effective
    on
        deliveries.association_code = effective.association_code
        and deliveries.file_sha256 = effective.file_sha256
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code in ('ledger_superseded', 'ledger_currency')
        and deliveries.association_code = findings.association_code
        and deliveries.file_name = findings.subject
where
    deliveries.source = 'sie'
    and effective.file_sha256 is null
    and findings.subject is null
