-- Per association, year and answer to an open choice: its categories add up to those of the set it inherits from, and a
-- touched cost to itself.
select
    association_code,
    cast(fiscal_year as varchar) as subject,
    definition_set,
    sum(amount_sek) as choice_sek,
    sum(base_sek) as base_sek
from {{ ref('published__cost_sensitivity') }}
group by association_code, fiscal_year, definition_set
having sum(amount_sek) <> sum(base_sek)
union all
select
    subjects.association_code,
    subjects.subject_key as subject,
    amounts.definition_set,
    sum(amounts.amount_sek) as choice_sek,
    max(subjects.amount_sek) as base_sek
from {{ ref('int_cost__choice_amount') }} as amounts
inner join {{ ref('int_cost__ledger_subject') }} as subjects
    on amounts.subject_key = subjects.subject_key
group by subjects.association_code, subjects.subject_key, amounts.definition_set
having sum(amounts.amount_sek) <> max(subjects.amount_sek)
