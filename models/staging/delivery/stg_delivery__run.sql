select
    build_id,
    as_of,
    code_revision,
    definitions_sha256,
    inputs_sha256,
    file_count
from {{ raw('run') }}
