{{ outward(ref('controller__statistic')) }}
