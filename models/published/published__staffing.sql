{{ outward(ref('controller__staffing')) }}
