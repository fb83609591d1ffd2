{{ outward(ref('controller__printed_comparison')) }}
