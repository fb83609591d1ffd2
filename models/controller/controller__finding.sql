{{ outward(ref('fct_finding')) }}
