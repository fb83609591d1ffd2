select
    file_sha256,
    line_no,
    code as diagnostic_code,
    severity,
    message_sv,
    message_en,
    expected,
    action as what_to_do,
    excerpt
from {{ raw('sie_diagnostic') }}
