{{ outward(ref('controller__definition')) }}
