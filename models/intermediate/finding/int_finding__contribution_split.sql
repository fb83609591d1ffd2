with

parts as (
    select
        funding.association_code,
        funding.fiscal_year,
        funding.funder_type,
        sum(funding.received_sek) as received_sek
    from {{ ref('fct_funding') }} as funding
    where funding.is_allocation
    group by funding.association_code, funding.fiscal_year, funding.funder_type
),

compared as (
    select
        parts.association_code,
        parts.fiscal_year,
        parts.funder_type,
        parts.received_sek,
        sum(parts.received_sek) over (partition by parts.association_code, parts.fiscal_year)
        * shares.expected_share as expected_sek
    from parts
    inner join {{ ref('contribution_share') }} as shares
        on
            parts.funder_type = shares.funder_type
            and make_date(parts.fiscal_year, 12, 31) between shares.valid_from and shares.valid_to
)

select
    {{ finding('contribution_split', 'association_code', 'fiscal_year', 'funder_type',
               'expected_sek', 'received_sek') }}
from compared
where abs(received_sek - expected_sek) > {{ threshold("'contribution_split'", 'association_code', 'fiscal_year') }}
