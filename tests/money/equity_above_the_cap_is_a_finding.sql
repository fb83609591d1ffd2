-- Every equity above its cap has a finding, and every such finding has an equity above its cap.
with

above as (
    select association_code, fiscal_year, basis, closing_sek, cap_sek
    from {{ ref('published__equity') }}
    where closing_sek > allocation_sek * cap_share
),

findings as (
    select association_code, fiscal_year, subject
    from {{ ref('published__finding') }}
    where check_code = 'equity_above_cap'
)

select
    coalesce(above.association_code, findings.association_code) as association_code,
    coalesce(above.fiscal_year, findings.fiscal_year) as fiscal_year,
    coalesce(above.basis, findings.subject) as basis,
    above.closing_sek,
    above.cap_sek
from above
full outer join findings
    on
        above.association_code = findings.association_code
        and above.fiscal_year = findings.fiscal_year
        and above.basis = findings.subject
where
    above.association_code is null
    or findings.association_code is null
