{{ outward(ref('fct_time_report')) }}
