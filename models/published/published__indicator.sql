{{ outward(ref('controller__indicator')) }}
