-- Whether a published relation can be used for an association and year: the verdict of highest rank that holds. Numbers that
-- could not be computed are no evidence: what no rule covers of a cost counts by itself.
with

reason_rows as (
    select
        numbers.relation,
        numbers.association_code,
        numbers.fiscal_year,
        found.reason_code,
        found.reason_sv,
        found.reason_en
    from {{ ref('int_grade__relation_number') }} as numbers
    inner join {{ ref('fct_grade_reason') }} as found
        on numbers.fact_key = found.fact_key
    union all
    select
        uncovered.relation,
        uncovered.association_code,
        uncovered.fiscal_year,
        rules.reason_code,
        rules.reason_sv,
        rules.reason_en
    from {{ ref('int_grade__relation_uncovered') }} as uncovered
    inner join {{ ref('grade_rule') }} as rules
        on
            rules.reason_code = 'unclassified_cost'
            and rules.association_code in (uncovered.association_code, '*')
            and make_date(uncovered.fiscal_year, 12, 31) between rules.valid_from and rules.valid_to
),

reason_codes as (
    select
        relation,
        association_code,
        fiscal_year,
        reason_code,
        max(reason_sv) as reason_sv,
        max(reason_en) as reason_en
    from reason_rows
    group by relation, association_code, fiscal_year, reason_code
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
    inner join {{ ref('int_grade__relation_finding') }} as open_findings
        on
            counted.relation = open_findings.relation
            and counted.association_code = open_findings.association_code
            and counted.fiscal_year = open_findings.fiscal_year
    left join {{ ref('int_grade__relation_uncovered') }} as uncovered
        on
            counted.relation = uncovered.relation
            and counted.association_code = uncovered.association_code
            and counted.fiscal_year = uncovered.fiscal_year
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
                or uncovered.unclassified_share > verdicts.unclassified_above
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
