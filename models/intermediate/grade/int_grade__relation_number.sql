-- The indicator values that speak for a published relation: those that are about nothing but its topics.
with

matched as (
    select
        relations.relation,
        topics.fact_key,
        sum(
            case
                when
                    relations.topics = '*'
                    or concat('|', relations.topics, '|') like concat('%|', topics.topic, '|%') then 0
                else 1
            end
        ) as other_topic_count
    from {{ ref('int_grade__value_topic') }} as topics
    inner join {{ ref('closed_relation') }} as relations
        on relations.topics is not null
    group by relations.relation, topics.fact_key
)

select
    matched.relation,
    values_.association_code,
    year(values_.period_end) as fiscal_year,
    matched.fact_key,
    values_.grade,
    values_.coverage
from matched
inner join {{ ref('fct_indicator_value') }} as values_
    on matched.fact_key = values_.fact_key
where matched.other_topic_count = 0
