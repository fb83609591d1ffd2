{{ outward(ref('fct_check_result')) }}
