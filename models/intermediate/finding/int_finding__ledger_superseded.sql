select
    {{ finding('ledger_superseded', 'files.association_code', 'files.fiscal_year', 'files.file_name',
               'null', 'deliveries.control_total_sek') }}
from {{ ref('int_ledger__file_rank') }} as files
inner join {{ ref('stg_delivery__file') }} as deliveries
    on
        files.association_code = deliveries.association_code
        and files.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'sie'
where files.file_rank > 1
