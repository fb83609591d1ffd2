{{ outward(ref('controller__association_change')) }}
