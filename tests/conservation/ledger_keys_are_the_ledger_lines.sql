-- Per association, year, month and account: sum and number of ledger lines = sum and number in the ledger keys.
with

lines as (
    select association_code, fiscal_year, month, account, sum(amount_sek) as line_sek, count(*) as line_count
    from {{ ref('int_ledger__line') }}
    group by association_code, fiscal_year, month, account
),

keys as (
    select association_code, fiscal_year, month, account, sum(amount_sek) as key_sek, sum(line_count) as key_count
    from {{ ref('int_ledger__key') }}
    group by association_code, fiscal_year, month, account
)

select
    coalesce(lines.association_code, keys.association_code) as association_code,
    coalesce(lines.fiscal_year, keys.fiscal_year) as fiscal_year,
    coalesce(lines.month, keys.month) as month,
    coalesce(lines.account, keys.account) as account,
    lines.line_sek,
    keys.key_sek
from lines
full outer join keys
    on
        lines.association_code = keys.association_code
        and lines.fiscal_year = keys.fiscal_year
        and lines.month = keys.month
        and lines.account = keys.account
where
    coalesce(lines.line_sek, 0) <> coalesce(keys.key_sek, 0)
    or coalesce(lines.line_count, 0) <> coalesce(keys.key_count, 0)
