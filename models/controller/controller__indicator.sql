{{ outward(ref('dim_indicator')) }}
