select
    funding.association_code,
    funding.fiscal_year,
    funding.funder,
    funding.funder_type,
    shares.funder_type is not null as is_allocation,
    funding.received_sek,
    funding.used_sek,
    case
        when shares.funder_type is not null
            then {{ fraction('funding.received_sek', 'allocations.allocation_sek') }}
    end as share_of_allocation,
    funding.provenance
from {{ ref('int_money__funding') }} as funding
left join {{ ref('contribution_share') }} as shares
    on
        funding.funder_type = shares.funder_type
        and make_date(funding.fiscal_year, 12, 31) between shares.valid_from and shares.valid_to
left join {{ ref('int_money__allocation') }} as allocations
    on
        funding.association_code = allocations.association_code
        and funding.fiscal_year = allocations.fiscal_year
where funding.delivery_rank = 1
