{{ outward(ref('controller__cost_sensitivity')) }}
