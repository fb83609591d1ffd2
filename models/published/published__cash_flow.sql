{{ outward(ref('controller__cash_flow')) }}
