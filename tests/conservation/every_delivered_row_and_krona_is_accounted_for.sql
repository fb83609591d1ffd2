-- Per received file and layer (read, staged, in force, counted): rows in = rows through + rows of a named remainder, and the same in money.
select
    association_code,
    source,
    file_name,
    layer,
    rows_in,
    rows_through,
    rows_remainder,
    sek_in,
    sek_through,
    sek_remainder
from {{ ref('controller__conservation') }}
where
    is_conserved is not true
    or (rows_remainder > 0 and coalesce(remainder_name, '') = '')
