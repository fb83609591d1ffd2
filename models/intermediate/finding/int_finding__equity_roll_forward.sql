-- Closing is the next opening, in the books and in each forecast; a forecast that does not hang together is a warning.
with

in_order as (
    select
        association_code,
        fiscal_year,
        basis,
        opening_sek,
        lag(fiscal_year) over earlier as year_before,
        lag(closing_sek) over earlier as closing_before
    from {{ ref('int_money__equity') }}
    window earlier as (partition by association_code, basis order by fiscal_year)
)

select
    {{ finding('equity_roll_forward', 'association_code', 'fiscal_year', 'basis', 'closing_before', 'opening_sek',
               severity="case when basis <> 'ledger' then 'warning' end") }}
from in_order
where
    fiscal_year = year_before + 1
    and opening_sek <> closing_before
