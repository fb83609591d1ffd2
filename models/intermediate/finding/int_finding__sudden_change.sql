select
    {{ finding('sudden_change', 'association_code', 'fiscal_year', 'indicator_code', 'value_before', 'value',
               fact_key='fact_key') }}
from {{ ref('int_indicator__change') }}
where status = 'sudden'
