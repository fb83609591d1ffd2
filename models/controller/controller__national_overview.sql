{{ outward(ref('fct_national_overview')) }}
