{{ outward(ref('fct_target_group')) }}
