{{ outward(ref('fct_instrument_result')) }}
