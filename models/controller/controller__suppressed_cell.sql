{{ outward(ref('fct_suppressed_cell')) }}
