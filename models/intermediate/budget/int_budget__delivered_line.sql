-- The same version delivered in two files counts once; two different sums for it are a blocking finding.
select
    deliveries.association_code,
    lines.file_sha256,
    lines.line_no,
    lines.fiscal_year,
    lines.budget_version,
    lines.decided_on,
    lines.row_level,
    lines.section,
    lines.budget_group,
    lines.line_text,
    lines.account,
    lines.programme_code,
    lines.cost_category_as_booked,
    lines.amount_sek,
    lines.provenance,
    dense_rank() over (
        partition by deliveries.association_code, lines.fiscal_year, lines.budget_version
        order by lines.file_sha256
    ) as delivery_rank
from {{ ref('stg_budget__line') }} as lines
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        lines.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'budget'
