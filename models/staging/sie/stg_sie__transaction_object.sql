select
    file_sha256,
    line_no,
    dim_no,
    object_code
from {{ raw('sie_transaction_object') }}
