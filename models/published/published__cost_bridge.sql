{{ outward(ref('controller__cost_bridge')) }}
