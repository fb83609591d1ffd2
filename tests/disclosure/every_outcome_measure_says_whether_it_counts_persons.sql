-- Every building block of an indicator about people is in the list that says whether it counts persons.
select terms.indicator_code, terms.measure_code
from {{ ref('indicator_term') }} as terms
inner join {{ ref('indicator') }} as indicators
    on
        terms.indicator_code = indicators.indicator_code
        and indicators.issue_area = 'outcome'
left join {{ ref('person_measure') }} as measures
    on terms.measure_code = measures.measure_code
where measures.measure_code is null
