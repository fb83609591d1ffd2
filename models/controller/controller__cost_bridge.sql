{{ outward(ref('fct_cost_bridge')) }}
