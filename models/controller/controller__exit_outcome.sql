{{ outward(ref('fct_exit_outcome')) }}
