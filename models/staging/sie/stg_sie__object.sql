select
    file_sha256,
    line_no,
    dim_no,
    object_code,
    name as object_name,
    is_declared
from {{ raw('sie_object') }}
