{{ outward(ref('controller__cost_line')) }}
