select
    {{ finding('programme_dominates', 'delivered_by', 'fiscal_year',
               "concat_ws(' ', programme_type, nullif(orientation, ''))",
               threshold("'programme_dominates'", 'delivered_by', 'fiscal_year'), 'largest_programme_share') }}
from {{ ref('int_national__line') }}
where largest_programme_share > {{ threshold("'programme_dominates'", 'delivered_by', 'fiscal_year') }}
