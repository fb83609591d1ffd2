{{ outward(ref('fct_cost_comparison')) }}
