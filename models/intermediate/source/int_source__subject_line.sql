{{ config(materialized='view') }}

-- Each ledger line of a cost subject, with the sign of the subject.
select
    subjects.subject_key,
    lines.file_sha256,
    lines.line_no,
    lines.voucher_series,
    lines.voucher_number,
    lines.voucher_date,
    lines.account,
    case when subjects.account_class = 'income' then -lines.amount_sek else lines.amount_sek end as line_sek
from {{ ref('int_ledger__line') }} as lines
left join {{ ref('int_ledger__text_signature') }} as signatures
    on lines.line_text = signatures.line_text
inner join {{ ref('int_ledger__key') }} as keys
    on
        lines.association_code = keys.association_code
        and lines.fiscal_year = keys.fiscal_year
        and lines.month = keys.month
        and lines.account = keys.account
        and lines.provenance = keys.provenance
        and coalesce(lines.unit_object, '') = coalesce(keys.unit_object, '')
        and coalesce(lines.project_object, '') = coalesce(keys.project_object, '')
        and coalesce(signatures.text_signature, '') = coalesce(keys.text_signature, '')
inner join {{ ref('int_cost__ledger_subject') }} as subjects
    on subjects.subject_key = concat('L', keys.ledger_key)
