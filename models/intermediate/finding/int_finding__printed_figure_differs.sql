select
    {{ finding('printed_figure_differs', 'printed.association_code', 'printed.fiscal_year',
               "concat_ws(' ', printed.indicator_code, nullif(printed.unit_code, ''), nullif(printed.breakdown_value, ''))",
               'printed.printed_as_indicator', 'printed.computed_value',
               figure_nos='printed.figure_no', fact_key='printed.fact_key',
               detail_sv="concat('tryckt ', " ~ amount_of_unit('printed.printed_as_indicator', 'printed.unit', ' ', ',')
                   ~ ", ', beräknat ', " ~ amount_of_unit('printed.computed_value', 'printed.unit', ' ', ',')
                   ~ ", '. Tryckt i ', titles.document_sv, ': ', titles.locator)",
               detail_en="concat('printed ', " ~ amount_of_unit('printed.printed_as_indicator', 'printed.unit', ',', '.')
                   ~ ", ', computed ', " ~ amount_of_unit('printed.computed_value', 'printed.unit', ',', '.')
                   ~ ", '. Printed in ', titles.document_en, ': ', titles.locator)") }}
from {{ ref('int_indicator__printed') }} as printed
left join {{ ref('int_audit__title') }} as titles
    on concat_ws('/', printed.delivered_by, cast(printed.figure_no as varchar)) = titles.figure_key
where abs(printed.printed_as_indicator - printed.computed_value) > printed.tolerance
