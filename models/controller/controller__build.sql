{{ outward(ref('fct_build')) }}
