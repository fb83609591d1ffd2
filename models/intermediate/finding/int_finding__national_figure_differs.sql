select
    {{ finding('national_figure_differs', 'delivered_by', 'fiscal_year', 'subject', 'printed_value', 'own_value',
               'place', 'place', 'figure_no') }}
from {{ ref('int_national__printed') }}
where
    check_code = 'national_figure_differs'
    and differs
