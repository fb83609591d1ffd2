{{ outward(ref('fct_follow_up')) }}
