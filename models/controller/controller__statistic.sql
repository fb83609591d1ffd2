{{ outward(ref('fct_statistic')) }}
