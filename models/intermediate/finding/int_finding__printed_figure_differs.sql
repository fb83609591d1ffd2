select
    {{ finding('printed_figure_differs', 'association_code', 'fiscal_year',
               "concat_ws(' ', indicator_code, nullif(unit_code, ''), nullif(breakdown_value, ''))",
               'printed_as_indicator', 'computed_value', 'null', 'null', 'figure_no', 'null', 'fact_key') }}
from {{ ref('int_indicator__printed') }}
where abs(printed_as_indicator - computed_value) > tolerance
