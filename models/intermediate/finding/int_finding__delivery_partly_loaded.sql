select
    {{ finding('delivery_partly_loaded', 'association_code', 'null', "concat_ws('/', nullif(source, ''), file_name)",
               'rows_in', 'rows_quarantined') }}
from {{ ref('stg_delivery__file') }}
where status = 'partly_loaded'
