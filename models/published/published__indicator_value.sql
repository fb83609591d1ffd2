{{ outward(ref('controller__indicator_value')) }}
