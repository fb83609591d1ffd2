-- Every funder type in the contributions = a type of the reference list: only known types can be told from external funds.
select
    'funder' as seed,
    contributions.association_code,
    contributions.fiscal_year,
    contributions.funder,
    contributions.funder_type
from {{ ref('int_money__funding') }} as contributions
where contributions.funder_type not in (select funders.funder_type from {{ ref('funder') }} as funders)
