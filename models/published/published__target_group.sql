{{ outward(ref('controller__target_group')) }}
