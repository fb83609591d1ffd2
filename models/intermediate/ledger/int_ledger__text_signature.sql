-- Texts are matched once per distinct text, never per line.
with

texts as (
    select
        coalesce(transactions.transaction_text, vouchers.voucher_text) as line_text,
        count(*) as line_count
    from {{ ref('stg_sie__transaction') }} as transactions
    inner join {{ ref('stg_sie__voucher') }} as vouchers
        on
            transactions.file_sha256 = vouchers.file_sha256
            and transactions.voucher_ordinal = vouchers.voucher_ordinal
    where transactions.is_effective
    group by coalesce(transactions.transaction_text, vouchers.voucher_text)
)

select
    texts.line_text,
    string_agg(patterns.pattern_code, '|' order by patterns.pattern_code) as text_signature
from texts
inner join {{ ref('text_pattern') }} as patterns
    on
        patterns.matches in ('ledger', '*')
        and texts.line_text ilike patterns.pattern
group by texts.line_text
