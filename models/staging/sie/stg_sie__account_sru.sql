select
    file_sha256,
    line_no,
    account,
    sru as sru_code
from {{ raw('sie_account_sru') }}
