{{ outward(ref('fct_funding')) }}
