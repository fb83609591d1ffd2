{{ outward(ref('fct_balance_sheet')) }}
