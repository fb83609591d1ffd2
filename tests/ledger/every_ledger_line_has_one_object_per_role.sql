-- Per transaction line and role (unit, project, provenance): at most one object, so that none is lost in the ledger line.
select
    objects.file_sha256,
    objects.line_no,
    roles.role,
    count(*) as object_count
from {{ ref('stg_sie__transaction_object') }} as objects
inner join {{ ref('int_ledger__effective_file') }} as files
    on objects.file_sha256 = files.file_sha256
inner join {{ ref('int_ledger__dimension_role') }} as roles
    on
        files.association_code = roles.association_code
        and objects.dim_no = roles.dim_no
where roles.role in ('unit', 'project', 'provenance')
group by
    files.association_code,
    objects.file_sha256,
    objects.line_no,
    roles.role
having count(*) > 1
