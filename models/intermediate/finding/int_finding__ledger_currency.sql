select
    {{ finding('ledger_currency', 'files.association_code', 'files.fiscal_year', 'files.file_name',
               detail_sv='files.currency', detail_en='files.currency') }}
from {{ ref('int_ledger__file_rank') }} as files
where
    files.file_rank = 1
    and not files.is_in_kronor
