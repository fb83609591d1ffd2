select
    sum_id,
    cell_id,
    coefficient
from {{ raw('disclosure_history_sum') }}
