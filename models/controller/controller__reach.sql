{{ outward(ref('fct_reach')) }}
