{{ outward(ref('fct_grade_reason')) }}
