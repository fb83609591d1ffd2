{{ outward(ref('fct_cost_split')) }}
