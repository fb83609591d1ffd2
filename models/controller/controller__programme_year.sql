{{ outward(ref('fct_programme_year')) }}
