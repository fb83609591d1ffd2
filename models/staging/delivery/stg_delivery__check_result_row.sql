select
    source,
    file_sha256,
    suite,
    expectation,
    line_no
from {{ raw('check_result_row') }}
