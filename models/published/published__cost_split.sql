{{ outward(ref('controller__cost_split')) }}
