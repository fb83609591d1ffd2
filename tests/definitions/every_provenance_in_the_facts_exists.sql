-- Every provenance that a fact carries = a row of the provenances: an unknown one would be graded as if delivered.
with

facts as (
    select 'ledger' as fact, association_code, provenance
    from {{ ref('int_ledger__key') }}
    union all
    select 'budget' as fact, association_code, provenance
    from {{ ref('int_budget__line') }}
    union all
    select 'funding' as fact, association_code, provenance
    from {{ ref('int_money__funding') }}
    union all
    select 'staffing' as fact, association_code, provenance
    from {{ ref('int_money__staffing') }}
    union all
    select 'forecast' as fact, association_code, provenance
    from {{ ref('int_money__forecast') }}
    union all
    select 'programmes' as fact, association_code, provenance
    from {{ ref('int_programme__programme') }}
)

select
    facts.fact,
    facts.association_code,
    facts.provenance,
    count(*) as row_count
from facts
left join {{ ref('provenance') }} as provenances
    on facts.provenance = provenances.provenance
where provenances.provenance is null
group by facts.fact, facts.association_code, facts.provenance
