{{ config(materialized="view") }}

-- An association may use the provenance dimension for something of its own: only known provenances count.
with

objects as (
    select
        effective.association_code,
        objects.file_sha256,
        objects.line_no,
        objects.dim_no,
        objects.object_code,
        roles.role,
        provenances.provenance
    from {{ ref('stg_sie__transaction_object') }} as objects
    inner join {{ ref('int_ledger__effective_file') }} as effective
        on objects.file_sha256 = effective.file_sha256
    inner join {{ ref('int_ledger__dimension_role') }} as roles
        on
            effective.association_code = roles.association_code
            and objects.dim_no = roles.dim_no
    left join {{ ref('provenance') }} as provenances
        on
            objects.object_code = provenances.provenance
            and roles.role = 'provenance'
)

select
    association_code,
    file_sha256,
    line_no,
    max(case when role = 'unit' then concat(dim_no, ':', object_code) end) as unit_object,
    max(case when role = 'project' then concat(dim_no, ':', object_code) end) as project_object,
    max(provenance) as provenance
from objects
group by association_code, file_sha256, line_no
