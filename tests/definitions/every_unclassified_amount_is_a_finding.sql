-- Per association, year and set with an unclassified amount, outcome or budget: there is a finding cost_unclassified.
with

unclassified as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        subjects.subject_kind,
        coalesce(subjects.account, '-') as account,
        count(*) as amount_count
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    where
        amounts.cost_category = 'unclassified'
        or amounts.rule_id is null
    group by
        subjects.association_code,
        subjects.fiscal_year,
        subjects.subject_kind,
        coalesce(subjects.account, '-')
)

select
    unclassified.association_code,
    unclassified.fiscal_year,
    unclassified.account,
    unclassified.amount_count
from unclassified
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'cost_unclassified'
        and unclassified.association_code = findings.association_code
        and unclassified.fiscal_year = findings.fiscal_year
        and findings.subject = concat(
            unclassified.account, case when unclassified.subject_kind = 'budget' then ' (budget)' else '' end
        )
where findings.subject is null
