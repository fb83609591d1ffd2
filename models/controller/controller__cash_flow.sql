{{ outward(ref('fct_cash_flow')) }}
