-- The figures of the statements in ledger accounts.
select
    statement as relation,
    {{ fact_key(['association_code', 'fiscal_year', 'line_key']) }} as fact_key,
    'amount_sek' as part,
    source_key,
    coefficient
from {{ ref('int_source__statement_part') }}
