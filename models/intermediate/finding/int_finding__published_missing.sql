-- A place in print that says there is no figure.
select
    {{ finding('published_missing',
               "coalesce(areas.association_code, nullif(figures.area, 'national'), figures.delivered_by)",
               'figures.fiscal_year', "concat_ws(' ', figures.measure, figures.area, figures.dimension)",
               detail_sv="concat(split_part(figures.source_document, '_', 1), ', ', figures.source_locator)",
               detail_en="concat(split_part(figures.source_document, '_', 1), ', ', figures.source_locator)",
               figure_nos='figures.figure_no') }}
from {{ ref('int_published__figure') }} as figures
left join {{ ref('printed_area') }} as areas
    on figures.area = areas.area
where figures.printed_value is null
