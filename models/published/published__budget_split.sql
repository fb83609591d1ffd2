{{ outward(ref('controller__budget_split')) }}
