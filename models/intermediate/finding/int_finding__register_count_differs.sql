select
    {{ finding('register_count_differs', 'delivered_by', 'fiscal_year', 'subject', 'printed_value', 'own_value',
               detail_sv="concat('tryckt ', " ~ amount_of_unit('printed_value', 'unit', ' ', ',') ~ ", ', registret ger ', "
                   ~ amount_of_unit('own_value', 'unit', ' ', ',') ~ ", '. Tryckt i ', place_sv)",
               detail_en="concat('printed ', " ~ amount_of_unit('printed_value', 'unit', ',', '.') ~ ", ', the register gives ', "
                   ~ amount_of_unit('own_value', 'unit', ',', '.') ~ ", '. Printed in ', place_en)",
               figure_nos='figure_no') }}
from {{ ref('int_national__printed') }}
where
    check_code = 'register_count_differs'
    and differs
