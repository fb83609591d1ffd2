{{ outward(ref('fct_conservation')) }}
