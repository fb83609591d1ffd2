{{ outward(ref('fct_source_row')) }}
