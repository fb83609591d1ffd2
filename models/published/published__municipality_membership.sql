{{ outward(ref('controller__municipality_membership')) }}
