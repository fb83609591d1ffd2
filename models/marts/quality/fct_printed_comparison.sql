select
    indicator_code,
    association_code,
    fiscal_year,
    definition_set,
    delivered_by,
    cast(figure_no as varchar) as figure_no,
    source_document,
    source_locator,
    printed_value,
    printed_unit,
    printed_as_indicator,
    computed_value,
    cast(computed_value - printed_as_indicator as decimal(28, 10)) as difference,
    tolerance,
    abs(computed_value - printed_as_indicator) <= tolerance as is_within_tolerance
from {{ ref('int_indicator__printed') }}
