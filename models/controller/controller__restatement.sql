{{ outward(ref('fct_restatement')) }}
