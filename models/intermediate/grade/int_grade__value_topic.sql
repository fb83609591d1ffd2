-- What each indicator value is about, read off the terms of its indicator. A budget is in no ledger.
with

indicator_topics as (
    select terms.indicator_code, measures.topic
    from {{ ref('indicator_term') }} as terms
    inner join {{ ref('measure') }} as measures
        on terms.measure_code = measures.measure_code
    group by terms.indicator_code, measures.topic
)

select
    values_.fact_key,
    case
        when values_.breakdown_value = 'budget' and indicator_topics.topic = 'ledger' then 'budget'
        else indicator_topics.topic
    end as topic
from {{ ref('int_indicator__value') }} as values_
inner join indicator_topics
    on values_.indicator_code = indicator_topics.indicator_code
group by
    values_.fact_key,
    case
        when values_.breakdown_value = 'budget' and indicator_topics.topic = 'ledger' then 'budget'
        else indicator_topics.topic
    end
