{{ outward(ref('controller__label')) }}
