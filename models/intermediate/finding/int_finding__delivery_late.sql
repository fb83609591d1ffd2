select
    {{ finding('delivery_late', 'association_code', 'fiscal_year', 'delivery_source', 'null', 'days_late',
               "concat(covers_sv, ', senast ', due_on)", "concat(covers_en, ', by ', due_on)") }}
from {{ ref('int_delivery__expected') }}
where
    status = 'late'
    and days_late > {{ threshold("'delivery_late'", 'association_code', 'fiscal_year') }}
