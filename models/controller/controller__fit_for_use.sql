{{ outward(ref('fct_fit_for_use')) }}
