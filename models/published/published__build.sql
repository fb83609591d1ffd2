{{ outward(ref('controller__build')) }}
