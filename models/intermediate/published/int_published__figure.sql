-- A printed figure is about the association that delivered it unless it says otherwise; delivered twice it counts once.
select
    deliveries.association_code as delivered_by,
    figures.figure_no,
    figures.source_document,
    figures.source_locator,
    figures.measure,
    figures.dimension,
    figures.fiscal_year,
    figures.unit,
    figures.printed_value,
    figures.note,
    coalesce(figures.area, deliveries.association_code) as area,
    figures.file_sha256,
    figures.line_no
from {{ ref('stg_published__figure') }} as figures
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        figures.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'published'
qualify
    row_number() over (
        partition by deliveries.association_code, figures.figure_no
        order by figures.file_sha256, figures.line_no
    ) = 1
