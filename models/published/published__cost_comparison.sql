{{ outward(ref('controller__cost_comparison')) }}
