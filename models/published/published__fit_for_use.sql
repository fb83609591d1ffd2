{{ outward(ref('controller__fit_for_use')) }}
