-- Our own figure beside every place where the same figure is printed.
select
    values_.indicator_code,
    values_.association_code,
    year(values_.period_end) as fiscal_year,
    values_.definition_set,
    figures.delivered_by,
    figures.figure_no,
    figures.source_document,
    figures.source_locator,
    figures.printed_value,
    figures.unit as printed_unit,
    cast(figures.printed_value * measures.factor as decimal(28, 10)) as printed_as_indicator,
    cast(measures.tolerance as decimal(28, 10)) as tolerance,
    values_.value as computed_value
from {{ ref('int_published__figure') }} as figures
inner join {{ ref('printed_measure') }} as measures
    on
        figures.measure = measures.measure
        and coalesce(figures.dimension, '') = coalesce(measures.dimension, '')
inner join {{ ref('fct_indicator_value') }} as values_
    on
        measures.indicator_code = values_.indicator_code
        and measures.definition_set = values_.definition_set
        and figures.area = values_.association_code
        and figures.fiscal_year = year(values_.period_end)
        and values_.unit_code = ''
        and values_.breakdown = ''
