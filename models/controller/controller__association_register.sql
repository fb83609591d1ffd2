{{ outward(ref('dim_registered_association')) }}
