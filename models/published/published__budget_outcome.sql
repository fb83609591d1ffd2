{{ outward(ref('controller__budget_outcome')) }}
