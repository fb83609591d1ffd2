select
    {{ finding('sudden_change', 'association_code', 'fiscal_year', 'indicator_code', 'value_before', 'value',
               "concat(" ~ amount_of_unit('value_before', 'unit', ' ', ',') ~ ", ' året innan, ', "
               ~ amount_of_unit('value', 'unit', ' ', ',') ~ ", ' i år')",
               "concat(" ~ amount_of_unit('value_before', 'unit', ',', '.') ~ ", ' the year before, ', "
               ~ amount_of_unit('value', 'unit', ',', '.') ~ ", ' this year')",
               fact_key='fact_key') }}
from {{ ref('int_indicator__change') }}
where status = 'sudden'
