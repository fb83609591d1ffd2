{{ outward(ref('fct_cost_sensitivity')) }}
