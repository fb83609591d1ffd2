{{ outward(ref('controller__equity')) }}
