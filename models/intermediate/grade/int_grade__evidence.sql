-- Everything measured against each indicator value, whatever it comes to. A county rests on its associations.
with

topics as (
    select
        values_.fact_key,
        values_.association_code,
        values_.unit_code,
        values_.fiscal_year,
        split_part(values_.breakdown_value, '/', 1) as breakdown_start,
        topics.topic
    from {{ ref('int_indicator__value') }} as values_
    inner join {{ ref('int_grade__value_topic') }} as topics
        on values_.fact_key = topics.fact_key
),

reach as (
    select association_code as rests_on, association_code
    from {{ ref('association') }}
    union
    select association_code as rests_on, county as association_code
    from {{ ref('int_association__county_member') }}
    union
    select files.association_code as rests_on, nations.association_code
    from {{ ref('association') }} as files
    inner join {{ ref('association') }} as nations
        on
            files.kind = 'national'
            and nations.kind = 'nation'
),

findings as (
    select
        found.association_code,
        found.fiscal_year,
        checks.topic,
        found.check_code as reason_code,
        cast(count(*) as decimal(28, 10)) as measure
    from {{ ref('int_finding__graded') }} as found
    inner join {{ ref('check_topic') }} as checks
        on found.check_code = checks.check_code
    group by found.association_code, found.fiscal_year, checks.topic, found.check_code
),

of_topics as (
    select association_code, fiscal_year, topic, reason_code, measure, base
    from {{ ref('int_grade__delivery_measure') }}
    union all
    select association_code, fiscal_year, topic, reason_code, measure, cast(null as decimal(28, 10)) as base
    from findings
),

evidence as (
    select topics.fact_key, of_topics.reason_code, of_topics.measure, of_topics.base
    from of_topics
    inner join reach
        on of_topics.association_code = reach.rests_on
    inner join topics
        on
            reach.association_code = topics.association_code
            and of_topics.topic = topics.topic
            and coalesce(of_topics.fiscal_year, topics.fiscal_year) = topics.fiscal_year
    union all
    select topics.fact_key, answers.reason_code, answers.measure, cast(null as decimal(28, 10)) as base
    from {{ ref('int_grade__answer_measure') }} as answers
    inner join topics
        on
            answers.association_code = topics.association_code
            and answers.unit_code = topics.unit_code
            and answers.fiscal_year = topics.fiscal_year
            and answers.topic = topics.topic
            and answers.survey = topics.breakdown_start
    union all
    select fact_key, reason_code, measure, cast(null as decimal(28, 10)) as base
    from {{ ref('int_grade__value_measure') }}
)

-- several deliveries or associations may say the same: the worst of them counts
select
    evidence.fact_key,
    evidence.reason_code,
    max(evidence.measure) as highest,
    min(evidence.measure) as lowest,
    max(evidence.base) as base
from evidence
group by evidence.fact_key, evidence.reason_code
