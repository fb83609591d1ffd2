{{ outward(ref('controller__association_register')) }}
