select
    {{ finding('delivery_refused', 'association_code', 'null', "concat_ws('/', nullif(source, ''), file_name)",
               'rows_in', 'rows_read', 'reason_sv', 'reason_en') }}
from {{ ref('stg_delivery__file') }}
where status = 'refused'
