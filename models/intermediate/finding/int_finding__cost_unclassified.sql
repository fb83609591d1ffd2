with

amounts as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        amounts.subject_kind,
        coalesce(subjects.account, '-') as account,
        amounts.definition_set,
        sum(amounts.amount_sek) as amount_sek
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
    where amounts.cost_category = 'unclassified'
    group by
        subjects.association_code,
        subjects.fiscal_year,
        amounts.subject_kind,
        coalesce(subjects.account, '-'),
        amounts.definition_set
)

select
    {{ finding('cost_unclassified', 'amounts.association_code', 'amounts.fiscal_year',
               "concat(amounts.account, case when amounts.subject_kind = 'budget' then ' (budget)' else '' end)",
               '0', 'amounts.amount_sek', 'sets.label_sv', 'sets.label_en') }}
from amounts
inner join {{ ref('definition_set') }} as sets
    on amounts.definition_set = sets.definition_set
