{{ outward(ref('fct_budget_outcome')) }}
