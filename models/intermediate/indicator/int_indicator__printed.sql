-- Our own figure beside every place where the same figure is printed.
with

placed as (
    select
        figures.delivered_by,
        figures.figure_no,
        figures.source_document,
        figures.source_locator,
        figures.measure,
        coalesce(figures.dimension, '') as dimension,
        figures.fiscal_year,
        figures.unit as printed_unit,
        figures.printed_value,
        coalesce(areas.association_code, figures.area) as association_code,
        coalesce(areas.unit_code, '') as unit_code
    from {{ ref('int_published__figure') }} as figures
    left join {{ ref('printed_area') }} as areas
        on figures.area = areas.area
)

select
    values_.fact_key,
    values_.indicator_code,
    values_.unit,
    values_.association_code,
    values_.unit_code,
    year(values_.period_end) as fiscal_year,
    values_.definition_set,
    values_.breakdown,
    values_.breakdown_value,
    placed.delivered_by,
    placed.figure_no,
    placed.source_document,
    placed.source_locator,
    placed.printed_value,
    placed.printed_unit,
    cast(placed.printed_value * measures.factor as decimal(28, 10)) as printed_as_indicator,
    cast(measures.tolerance as decimal(28, 10)) as tolerance,
    values_.value as computed_value
from placed
inner join {{ ref('printed_measure') }} as measures
    on
        placed.measure = measures.measure
        and placed.dimension = coalesce(measures.dimension, '')
inner join {{ ref('int_indicator__value') }} as values_
    on
        measures.indicator_code = values_.indicator_code
        and measures.definition_set = values_.definition_set
        and placed.association_code = values_.association_code
        and placed.fiscal_year = year(values_.period_end)
        and coalesce(measures.unit_code, placed.unit_code) = values_.unit_code
        -- a programme or team is a group of its own
        and case when placed.unit_code = '' then coalesce(measures.breakdown, '') else '' end = values_.breakdown
        and case when placed.unit_code = '' then coalesce(measures.breakdown_value, '') else '' end
        = values_.breakdown_value
