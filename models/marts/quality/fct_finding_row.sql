select
    finding_id,
    relation,
    row_key,
    association_code,
    source,
    file_name,
    file_sha256,
    line_no,
    amount,
    about_persons,
    false as is_suppressed
from {{ ref('int_check__way') }}
