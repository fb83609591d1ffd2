-- Per subject and definition set: amount of the subject = sum of its classified parts, to the öre.
with

classified as (
    select subject_key, definition_set, sum(amount_sek) as classified_sek
    from {{ ref('int_cost__amount') }}
    group by subject_key, definition_set
)

select
    subjects.association_code,
    subjects.fiscal_year,
    subjects.account,
    sets.definition_set,
    subjects.subject_key,
    subjects.amount_sek as subject_sek,
    classified.classified_sek
from {{ ref('int_cost__subject') }} as subjects
inner join {{ ref('definition_set') }} as sets
    on sets.covers_cost
left join classified
    on
        subjects.subject_key = classified.subject_key
        and sets.definition_set = classified.definition_set
where
    classified.classified_sek is null
    or subjects.amount_sek <> classified.classified_sek
