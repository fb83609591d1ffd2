select
    cell_id,
    value,
    cost,
    component,
    is_fixed,
    was_hidden,
    is_hidden
from {{ raw('disclosure_history') }}
