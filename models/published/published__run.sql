{{ outward(ref('controller__run')) }}
