with

funding as (
    select
        facts.association_code,
        facts.fiscal_year,
        facts.funder_type,
        facts.is_allocation,
        facts.received_sek,
        facts.used_sek,
        provenances.rank as provenance_rank
    from {{ ref('fct_funding') }} as facts
    left join {{ ref('provenance') }} as provenances
        on facts.provenance = provenances.provenance
)

select
    association_code,
    fiscal_year,
    'allocation' as measure_code,
    sum(received_sek) as amount,
    max(provenance_rank) as provenance_rank
from funding
where is_allocation
group by association_code, fiscal_year
union all
select
    association_code,
    fiscal_year,
    concat('contribution_', case when funder_type = 'municipality' then 'municipalities' else funder_type end)
        as measure_code,
    sum(received_sek) as amount,
    max(provenance_rank) as provenance_rank
from funding
where is_allocation
group by association_code, fiscal_year, funder_type
union all
-- an association whose contributions are delivered and that lists no external funder used none
select
    association_code,
    fiscal_year,
    'external_funds_used' as measure_code,
    sum(case when is_allocation then 0 else used_sek end) as amount,
    max(provenance_rank) as provenance_rank
from funding
group by association_code, fiscal_year
