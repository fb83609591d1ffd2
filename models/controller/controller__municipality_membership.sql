{{ outward(ref('fct_municipality_membership')) }}
