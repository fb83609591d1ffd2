select
    {{ finding('delivery_check', 'null', 'null', "concat(suite, ' ', expectation, ' ', coalesce(column_name, ''))",
               '0', 'unexpected_rows', 'message_sv', 'message_en', severity='severity') }}
from {{ ref('stg_delivery__check_result') }}
where not is_success
