select
    file_sha256,
    line_no,
    dim_no,
    name as dimension_name,
    parent_dim_no,
    is_declared
from {{ raw('sie_dimension') }}
