select
    {{ finding('instrument_mean_out_of_scale', 'association_code', 'fiscal_year',
               "concat_ws(' ', instrument, instrument_version, programme_code, measured_on, question)") }}
from {{ ref('fct_instrument_result') }}
where not is_within_scale
