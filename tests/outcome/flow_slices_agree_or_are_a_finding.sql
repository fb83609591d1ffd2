-- Per programme, period, basis, kind and source: the municipalities and the sexes add up to the total, or there is a finding.
with

sums as (
    select
        association_code,
        programme_code,
        period_end,
        count_basis,
        registration_kind,
        source_system,
        sum(case when slice = 'total' then total end) as whole,
        sum(case when slice = 'municipality' then total end) as by_municipality,
        sum(case when slice = 'sex' then total end) as by_sex,
        max(case when slice = 'municipality' and total is null then 1 else 0 end) as lacks_a_municipality,
        max(case when slice = 'sex' and total is null then 1 else 0 end) as lacks_a_sex
    from {{ ref('controller__participant_flow') }}
    group by association_code, programme_code, period_start, period_end, count_basis, registration_kind, source_system
)

select sums.*
from sums
left join {{ ref('fct_finding') }} as findings
    on
        sums.association_code = findings.association_code
        and year(sums.period_end) = findings.fiscal_year
        and findings.check_code = 'flow_slices_differ'
        and findings.subject = concat(sums.programme_code, ' (', sums.source_system, ')')
where
    findings.check_code is null
    and (
        (sums.lacks_a_municipality = 0 and sums.by_municipality <> sums.whole)
        or (sums.lacks_a_sex = 0 and sums.by_sex <> sums.whole)
    )
