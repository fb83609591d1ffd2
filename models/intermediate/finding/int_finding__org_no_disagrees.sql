select
    {{ finding('org_no_disagrees', 'files.association_code', 'files.fiscal_year', 'files.file_name') }}
from {{ ref('int_ledger__effective_file') }} as files
inner join {{ ref('association') }} as associations
    on files.association_code = associations.association_code
where
    files.org_no is not null
    and associations.org_no is not null
    and files.org_no <> replace(associations.org_no, '-', '')
