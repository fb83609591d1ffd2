{{ outward(ref('fct_equity')) }}
