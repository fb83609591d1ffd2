{{ outward(ref('fct_budget_split')) }}
