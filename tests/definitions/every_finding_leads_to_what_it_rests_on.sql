-- Every finding has at least one file, row, figure or definition below it, unless its check says that there is none.
select
    findings.check_code,
    findings.association_code,
    findings.fiscal_year,
    findings.subject
from {{ ref('fct_finding') }} as findings
inner join {{ ref('check_catalogue') }} as catalogue
    on
        findings.check_code = catalogue.check_code
        and catalogue.drill <> 'none'
left join {{ ref('fct_finding_row') }} as ways
    on findings.finding_id = ways.finding_id
where ways.finding_id is null
