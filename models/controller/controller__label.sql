{{ outward(ref('dim_label')) }}
