{{ outward(ref('fct_finding_row')) }}
