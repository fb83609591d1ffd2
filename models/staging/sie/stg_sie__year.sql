select
    file_sha256,
    line_no,
    year_no,
    start_date,
    end_date
from {{ raw('sie_year') }}
