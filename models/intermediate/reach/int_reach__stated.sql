-- Sizes as documents state them. The same size in two files counts once; two different ones are a finding.
select
    deliveries.association_code as delivered_by,
    sizes.area_code as association_code,
    coalesce(sizes.unit_code, '') as unit_code,
    sizes.method,
    sizes.component,
    sizes.fiscal_year,
    sizes.measured_on,
    sizes.person_count,
    sizes.provenance,
    sizes.file_sha256,
    sizes.line_no,
    row_number() over (
        partition by sizes.area_code, coalesce(sizes.unit_code, ''), sizes.method, sizes.component, sizes.fiscal_year
        order by sizes.file_sha256, sizes.line_no, deliveries.association_code
    ) as delivery_rank
from {{ ref('stg_target_groups__size') }} as sizes
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        sizes.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'target_groups'
