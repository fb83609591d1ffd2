-- Everything delivered of the national tables. The latest extraction of a year holds; the same line delivered twice counts once.
with

lines as (
    select
        deliveries.association_code as delivered_by,
        delivered.fiscal_year,
        delivered.programme_type,
        coalesce(delivered.orientation, '') as orientation,
        coalesce(delivered.target_group, '') as target_group,
        delivered.programme_count,
        delivered.programmes_with_count,
        delivered.participant_count,
        delivered.women_share,
        delivered.men_share,
        delivered.largest_programme_share,
        delivered.budget_share,
        delivered.status,
        delivered.registered_associations,
        delivered.all_associations,
        delivered.extraction_date,
        delivered.provenance,
        delivered.file_sha256,
        delivered.line_no
    from {{ ref('stg_uppfoljning_national__line') }} as delivered
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            delivered.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'uppfoljning_national'
)

select
    lines.*,
    dense_rank() over (partition by lines.fiscal_year order by lines.extraction_date desc) as extraction_rank,
    row_number() over (
        partition by
            lines.fiscal_year, lines.extraction_date, lines.programme_type, lines.orientation, lines.target_group
        order by lines.status, lines.file_sha256, lines.line_no, lines.delivered_by
    ) as delivery_rank
from lines
