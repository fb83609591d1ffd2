{{ outward(ref('controller__association')) }}
