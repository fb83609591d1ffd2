-- Per answer to an open choice and category: how much cost it touches and what it changes against the set it inherits from.
with

both_sides as (
    select
        subject_key,
        definition_set,
        cost_category,
        0 as base_sek,
        amount_sek as choice_sek
    from {{ ref('int_cost__choice_amount') }}
    union all
    select
        bases.subject_key,
        touched.definition_set,
        bases.cost_category,
        bases.amount_sek as base_sek,
        0 as choice_sek
    from {{ ref('int_cost__choice_rule') }} as touched
    inner join {{ ref('int_cost__amount') }} as bases
        on
            touched.subject_key = bases.subject_key
            and touched.base_set = bases.definition_set
)

select
    subjects.association_code,
    subjects.fiscal_year,
    both_sides.definition_set,
    both_sides.cost_category,
    cast(sum(both_sides.choice_sek) as decimal(18, 2)) as touched_sek,
    cast(sum(both_sides.choice_sek - both_sides.base_sek) as decimal(18, 2)) as change_sek
from both_sides
inner join {{ ref('int_cost__ledger_subject') }} as subjects
    on both_sides.subject_key = subjects.subject_key
group by
    subjects.association_code,
    subjects.fiscal_year,
    both_sides.definition_set,
    both_sides.cost_category
