{{ outward(ref('dim_association')) }}
