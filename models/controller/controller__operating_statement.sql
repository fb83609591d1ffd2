{{ outward(ref('fct_operating_statement')) }}
