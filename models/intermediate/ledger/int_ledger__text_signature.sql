-- Texts are matched once per distinct text, never per line, and not at all where no rule looks at ledger texts.
with

patterns as (
    select pattern_code, pattern
    from {{ ref('text_pattern') }}
    where matches in ('ledger', '*')
),

texts as (
    select
        coalesce(transactions.transaction_text, vouchers.voucher_text) as line_text,
        count(*) as line_count
    from {{ ref('stg_sie__transaction') }} as transactions
    inner join {{ ref('stg_sie__voucher') }} as vouchers
        on
            transactions.file_sha256 = vouchers.file_sha256
            and transactions.voucher_ordinal = vouchers.voucher_ordinal
    where
        transactions.is_effective
        and (select count(*) from patterns) > 0
    group by coalesce(transactions.transaction_text, vouchers.voucher_text)
)

select
    texts.line_text,
    {{ joined_text('patterns.pattern_code', '|', 'patterns.pattern_code') }} as text_signature
from texts
inner join patterns
    on texts.line_text ilike patterns.pattern
group by texts.line_text
