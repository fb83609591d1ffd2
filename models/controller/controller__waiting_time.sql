{{ outward(ref('fct_waiting_time')) }}
