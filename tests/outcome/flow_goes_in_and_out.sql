-- Per row of the flow: opening + new = total and total - completed = closing, unless the delivery itself says otherwise and there is a finding.
select flows.fact_key
from {{ ref('controller__participant_flow') }} as flows
left join {{ ref('fct_finding') }} as findings
    on
        flows.association_code = findings.association_code
        and flows.fiscal_year = findings.fiscal_year
        and findings.check_code = 'flow_identity'
        and findings.subject = concat(flows.programme_code, ' (', flows.source_system, ')')
where
    findings.check_code is null
    and (flows.opening + flows.new <> flows.total or flows.total - flows.completed <> flows.closing)
