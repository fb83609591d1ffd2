{{ outward(ref('fct_income_statement')) }}
