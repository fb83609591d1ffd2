select
    positions.association_code,
    positions.fiscal_year,
    positions.programme_code,
    positions.role,
    positions.funder,
    coalesce(funders.funder_type, 'unknown') as funder_type,
    coalesce(funders.funder_type, 'unknown') = 'association' as is_paid_by_association,
    positions.fte,
    positions.provenance
from {{ ref('int_money__staffing') }} as positions
left join {{ ref('funder') }} as funders
    on positions.funder = funders.funder
where positions.delivery_rank = 1
