with

ledger_equity as (
    select association_code, fiscal_year, opening_sek, closing_sek
    from {{ ref('int_money__equity') }}
    where basis = 'ledger'
)

select
    {{ finding('equity_roll_forward', 'this_year.association_code', 'this_year.fiscal_year', "'equity'",
               'last_year.closing_sek', 'this_year.opening_sek') }}
from ledger_equity as this_year
inner join ledger_equity as last_year
    on
        this_year.association_code = last_year.association_code
        and this_year.fiscal_year = last_year.fiscal_year + 1
where this_year.opening_sek <> last_year.closing_sek
