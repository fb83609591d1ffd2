select
    file_sha256,
    line_no,
    account,
    name as account_name,
    account_type,
    unit as quantity_unit,
    is_declared
from {{ raw('sie_account') }}
