{{ outward(ref('fct_run')) }}
