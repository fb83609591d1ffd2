{{ outward(ref('fct_cost_line')) }}
