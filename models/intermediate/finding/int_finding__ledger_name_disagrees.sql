-- A ledger whose header names neither the association nor any part of its short name: perhaps someone else's.
select
    {{ finding('ledger_name_disagrees', 'files.association_code', 'files.fiscal_year', 'files.file_name',
               detail_sv='headers.company_name', detail_en='headers.company_name') }}
from {{ ref('int_ledger__effective_file') }} as files
inner join {{ ref('stg_sie__file') }} as headers
    on files.file_sha256 = headers.file_sha256
inner join {{ ref('association') }} as associations
    on files.association_code = associations.association_code
where
    headers.company_name is not null
    and position(lower(associations.name_sv) in lower(headers.company_name)) = 0
    and position(lower(split_part(associations.short_name, '/', 1)) in lower(headers.company_name)) = 0
