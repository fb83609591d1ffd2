-- Per received file: rows received = rows read + rows in quarantine.
select
    association_code,
    source,
    file_name,
    rows_in as rows_received,
    rows_read + rows_quarantined as rows_read_and_quarantined
from {{ ref('published__delivery') }}
where
    rows_in <> rows_read + rows_quarantined
    or rows_in is null
    or rows_read is null
    or rows_quarantined is null
