select
    source,
    file_sha256,
    suite,
    expectation,
    column_name,
    severity,
    success as is_success,
    evaluated_rows,
    unexpected_rows,
    message_sv,
    message_en
from {{ raw('check_result') }}
