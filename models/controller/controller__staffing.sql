{{ outward(ref('fct_staffing')) }}
