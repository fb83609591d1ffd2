{{ outward(ref('fct_printed_comparison')) }}
