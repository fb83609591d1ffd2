-- A place in print that says there is no figure.
select
    {{ finding('published_missing',
               "coalesce(areas.association_code, nullif(figures.area, 'national'), figures.delivered_by)",
               'figures.fiscal_year', "concat_ws(' ', figures.measure, figures.area, figures.dimension)",
               detail_sv="concat(titles.document_sv, ': ', titles.locator)",
               detail_en="concat(titles.document_en, ': ', titles.locator)",
               figure_nos='figures.figure_no') }}
from {{ ref('int_published__figure') }} as figures
inner join {{ ref('int_audit__title') }} as titles
    on concat_ws('/', figures.delivered_by, cast(figures.figure_no as varchar)) = titles.figure_key
left join {{ ref('printed_area') }} as areas
    on figures.area = areas.area
where figures.printed_value is null
