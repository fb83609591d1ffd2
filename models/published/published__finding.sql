{{ outward(ref('controller__finding')) }}
