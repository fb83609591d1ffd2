select
    {{ finding('printed_figure_differs', 'association_code', 'fiscal_year', 'indicator_code',
               'printed_as_indicator', 'computed_value', 'null', 'null', 'figure_no') }}
from {{ ref('int_indicator__printed') }}
where abs(printed_as_indicator - computed_value) > tolerance
