with

booked as (
    select association_code, fiscal_year, sum(amount_sek) as income_sek
    from {{ ref('int_cost__ledger_subject') }}
    where account_class = 'income'
    group by association_code, fiscal_year
),

delivered as (
    select
        association_code,
        fiscal_year,
        sum(case when is_allocation then received_sek else used_sek end) as funding_sek
    from {{ ref('fct_funding') }}
    group by association_code, fiscal_year
)

select
    {{ finding('funding_ledger_differs', 'booked.association_code', 'booked.fiscal_year', "'funding'",
               'delivered.funding_sek', 'booked.income_sek') }}
from booked
inner join delivered
    on
        booked.association_code = delivered.association_code
        and booked.fiscal_year = delivered.fiscal_year
where
    abs(booked.income_sek - delivered.funding_sek)
    > {{ threshold("'funding_ledger_differs'", 'booked.association_code', 'booked.fiscal_year') }}
