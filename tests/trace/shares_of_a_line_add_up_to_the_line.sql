-- Ledger line = the sum of what its key gives each category, in each definition set, to the öre.
select
    definition_set,
    file_sha256,
    line_no,
    line_sek,
    sum(amount_sek) as shares_sek
from {{ ref('int_source__split_line') }}
group by definition_set, file_sha256, line_no, line_sek
having line_sek <> sum(amount_sek)
