{{ outward(ref('fct_delivery')) }}
