{{ outward(ref('dim_definition')) }}
