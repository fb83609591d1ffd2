-- Whether a published relation can be used for an association and year: the verdict of highest rank that holds.
with

reason_codes as (
    select
        numbers.relation,
        numbers.association_code,
        numbers.fiscal_year,
        reasons.reason_code,
        max(reasons.reason_sv) as reason_sv,
        max(reasons.reason_en) as reason_en
    from {{ ref('int_grade__relation_number') }} as numbers
    inner join {{ ref('fct_grade_reason') }} as reasons
        on numbers.fact_key = reasons.fact_key
    group by numbers.relation, numbers.association_code, numbers.fiscal_year, reasons.reason_code
),

reasons as (
    select
        relation,
        association_code,
        fiscal_year,
        {{ joined_text('reason_code', '|', 'reason_code') }} as reason_codes,
        {{ joined_text('reason_sv', '; ', 'reason_code') }} as reason_sv,
        {{ joined_text('reason_en', '; ', 'reason_code') }} as reason_en
    from reason_codes
    group by relation, association_code, fiscal_year
),

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

counted as (
    select
        relation,
        association_code,
        fiscal_year,
        max(grade) as worst_grade,
        count(*) as number_count,
        {%- for name, grade in {'a': 'A', 'b': 'B', 'c': 'C', 'not_published': 'not_published'}.items() %}
        count(case when grade = '{{ grade }}' then 1 end) as {{ name }}_count,
        {%- endfor %}
        cast(avg(coverage) as decimal(28, 10)) as coverage
    from {{ ref('int_grade__relation_number') }}
    group by relation, association_code, fiscal_year
),

open_findings as (
    select
        counted.relation,
        counted.association_code,
        counted.fiscal_year,
        count(case when findings.severity = 'blocking' then 1 end) as blocking_count,
        count(case when findings.severity = 'error' then 1 end) as error_count,
        count(case when findings.severity = 'warning' then 1 end) as warning_count,
        count(case when findings.severity = 'note' then 1 end) as note_count
    from counted
    left join findings
        on
            counted.relation = findings.relation
            and counted.association_code = findings.association_code
            and counted.fiscal_year = coalesce(findings.fiscal_year, counted.fiscal_year)
    group by counted.relation, counted.association_code, counted.fiscal_year
),

judged as (
    select
        counted.*,
        open_findings.blocking_count,
        open_findings.error_count,
        open_findings.warning_count,
        open_findings.note_count,
        verdicts.verdict,
        verdicts.label_sv as verdict_sv,
        verdicts.label_en as verdict_en
    from counted
    inner join open_findings
        on
            counted.relation = open_findings.relation
            and counted.association_code = open_findings.association_code
            and counted.fiscal_year = open_findings.fiscal_year
    inner join {{ ref('fit_verdict') }} as verdicts
        on
            make_date(counted.fiscal_year, 12, 31) between verdicts.valid_from and verdicts.valid_to
            and (
                verdicts.worst_grade is null
                or case verdicts.worst_grade
                    when 'B' then counted.b_count + counted.c_count + counted.not_published_count
                    when 'C' then counted.c_count + counted.not_published_count
                    else counted.not_published_count
                end > verdicts.share_above * counted.number_count
                or open_findings.blocking_count + open_findings.error_count > verdicts.error_findings_above
            )
    qualify
        row_number() over (
            partition by counted.relation, counted.association_code, counted.fiscal_year
            order by verdicts.rank desc
        ) = 1
)

select
    judged.relation,
    judged.association_code,
    judged.fiscal_year,
    judged.verdict,
    judged.verdict_sv,
    judged.verdict_en,
    judged.worst_grade,
    judged.number_count,
    judged.a_count,
    judged.b_count,
    judged.c_count,
    judged.not_published_count,
    judged.blocking_count,
    judged.error_count,
    judged.warning_count,
    judged.note_count,
    judged.coverage,
    coalesce(reasons.reason_codes, '') as reason_codes,
    coalesce(reasons.reason_sv, '') as reason_sv,
    coalesce(reasons.reason_en, '') as reason_en
from judged
left join reasons
    on
        judged.relation = reasons.relation
        and judged.association_code = reasons.association_code
        and judged.fiscal_year = reasons.fiscal_year
