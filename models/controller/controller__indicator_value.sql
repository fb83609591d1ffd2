{{ outward(ref('fct_indicator_value')) }}
