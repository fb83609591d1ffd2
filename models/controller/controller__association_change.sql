{{ outward(ref('fct_association_change')) }}
