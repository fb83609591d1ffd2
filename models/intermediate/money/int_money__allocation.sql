-- The allocation is the member contributions and nothing else; external funds never enter.
select
    funding.association_code,
    funding.fiscal_year,
    sum(funding.received_sek) as allocation_sek,
    sum(case when funding.funder_type = 'state' then funding.received_sek end) as state_sek,
    sum(case when funding.funder_type = 'region' then funding.received_sek end) as region_sek,
    sum(case when funding.funder_type = 'municipality' then funding.received_sek end) as municipalities_sek,
    count(distinct funding.funder_type) as funder_type_count
from {{ ref('int_money__funding') }} as funding
inner join {{ ref('contribution_share') }} as shares
    on
        funding.funder_type = shares.funder_type
        and make_date(funding.fiscal_year, 12, 31) between shares.valid_from and shares.valid_to
where funding.delivery_rank = 1
group by funding.association_code, funding.fiscal_year
