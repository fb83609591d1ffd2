-- Every indicator = at least one term in its numerator; without one it would never get a value.
select
    'indicator' as seed,
    {{ row_key('indicator', 'indicators') }} as row_key
from {{ ref('indicator') }} as indicators
left join {{ ref('indicator_term') }} as terms
    on
        indicators.indicator_code = terms.indicator_code
        and terms.part = 'numerator'
where terms.indicator_code is null
