{{ outward(ref('controller__delivery')) }}
