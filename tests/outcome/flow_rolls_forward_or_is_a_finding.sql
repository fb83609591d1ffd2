-- Per programme and source: the opening of a year = the closing of the year before, or there is a finding.
select later.fact_key
from {{ ref('controller__participant_flow') }} as earlier
inner join {{ ref('controller__participant_flow') }} as later
    on
        earlier.association_code = later.association_code
        and earlier.programme_code = later.programme_code
        and earlier.source_system = later.source_system
        and earlier.fiscal_year + 1 = later.fiscal_year
        and earlier.period_type = 'year'
        and later.period_type = 'year'
        and earlier.slice = 'total'
        and later.slice = 'total'
        and earlier.count_basis = 'registered'
        and later.count_basis = 'registered'
        and earlier.registration_kind = 'named'
        and later.registration_kind = 'named'
left join {{ ref('fct_finding') }} as findings
    on
        later.association_code = findings.association_code
        and later.fiscal_year = findings.fiscal_year
        and findings.check_code = 'flow_roll_forward'
        and findings.subject = concat(later.programme_code, ' (', later.source_system, ')')
where
    later.opening <> earlier.closing
    and findings.check_code is null
