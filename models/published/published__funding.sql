{{ outward(ref('controller__funding')) }}
