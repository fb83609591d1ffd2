-- Per association: opening equity of a year = closing equity of the year before, or there is a finding.
with

ledger_equity as (
    select association_code, fiscal_year, opening_sek, closing_sek
    from {{ ref('published__equity') }}
    where basis = 'ledger'
)

select
    this_year.association_code,
    this_year.fiscal_year,
    last_year.closing_sek as closing_before_sek,
    this_year.opening_sek
from ledger_equity as this_year
inner join ledger_equity as last_year
    on
        this_year.association_code = last_year.association_code
        and this_year.fiscal_year = last_year.fiscal_year + 1
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'equity_roll_forward'
        and this_year.association_code = findings.association_code
        and this_year.fiscal_year = findings.fiscal_year
where
    this_year.opening_sek <> last_year.closing_sek
    and findings.subject is null
