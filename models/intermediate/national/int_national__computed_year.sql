-- What holds for all computed lines of a year: how many associations they cover, and whether something is still missing.
with

years as (
    select
        programmes.fiscal_year,
        count(distinct programmes.association_code) as registered_associations,
        sum(programmes.budget_sek) as budget_sek,
        count(*) - count(programmes.outcome_sek) as missing_outcomes,
        max(programmes.extraction_date) as extraction_date,
        max(provenances.rank) as provenance_rank
    from {{ ref('int_national__membership') }} as programmes
    left join {{ ref('provenance') }} as provenances
        on programmes.provenance = provenances.provenance
    where
        programmes.orientation_group = ''
        and programmes.target_group = ''
    group by programmes.fiscal_year
),

register as (
    select
        year(register_date) as fiscal_year,
        count(distinct register_code) as all_associations
    from {{ ref('int_register__municipality') }}
    where
        is_member
        and is_last_of_year
    group by year(register_date)
)

select
    years.fiscal_year,
    years.registered_associations,
    register.all_associations,
    years.budget_sek,
    case
        when years.missing_outcomes = 0 and years.registered_associations = register.all_associations then 'final'
        else 'preliminary'
    end as status,
    years.extraction_date,
    provenances.provenance
from years
left join register
    on years.fiscal_year = register.fiscal_year
left join {{ ref('provenance') }} as provenances
    on years.provenance_rank = provenances.rank
