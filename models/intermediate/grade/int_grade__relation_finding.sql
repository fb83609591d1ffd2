-- The open findings of a published relation's topics, for each association and year it has numbers of. A finding of no year
-- counts in every year.
with

checked as (
    select relations.relation, checks.check_code
    from {{ ref('closed_relation') }} as relations
    inner join {{ ref('check_topic') }} as checks
        on
            relations.topics = '*'
            or concat('|', relations.topics, '|') like concat('%|', checks.topic, '|%')
    group by relations.relation, checks.check_code
),

findings as (
    select
        checked.relation,
        found.association_code,
        found.fiscal_year,
        coalesce(found.own_severity, catalogue.severity) as severity
    from {{ ref('int_finding__graded') }} as found
    inner join {{ ref('check_catalogue') }} as catalogue
        on found.check_code = catalogue.check_code
    inner join checked
        on found.check_code = checked.check_code
),

years as (
    select relation, association_code, fiscal_year
    from {{ ref('int_grade__relation_number') }}
    group by relation, association_code, fiscal_year
)

select
    years.relation,
    years.association_code,
    years.fiscal_year,
    count(case when findings.severity = 'blocking' then 1 end) as blocking_count,
    count(case when findings.severity = 'error' then 1 end) as error_count,
    count(case when findings.severity = 'warning' then 1 end) as warning_count,
    count(case when findings.severity = 'note' then 1 end) as note_count
from years
left join findings
    on
        years.relation = findings.relation
        and years.association_code = findings.association_code
        and years.fiscal_year = coalesce(findings.fiscal_year, years.fiscal_year)
group by years.relation, years.association_code, years.fiscal_year
