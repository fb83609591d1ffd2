-- For each subject: what leaves a category of the base set and what arrives in a category of another set.
with

amounts as (
    select
        subject_key,
        definition_set,
        cost_category,
        max(share_basis) as share_basis,
        sum(amount_sek) as amount_sek
    from {{ ref('int_cost__amount') }}
    where subject_kind = 'ledger'
    group by subject_key, definition_set, cost_category
),

both_sides as (
    select
        amounts.subject_key,
        set_pairs.from_set,
        set_pairs.to_set,
        amounts.cost_category,
        cast(null as varchar) as share_basis,
        -amounts.amount_sek as amount_sek
    from amounts
    inner join {{ ref('int_cost__set_pair') }} as set_pairs
        on amounts.definition_set = set_pairs.from_set
    union all
    select
        amounts.subject_key,
        set_pairs.from_set,
        set_pairs.to_set,
        amounts.cost_category,
        amounts.share_basis,
        amounts.amount_sek
    from amounts
    inner join {{ ref('int_cost__set_pair') }} as set_pairs
        on amounts.definition_set = set_pairs.to_set
)

select
    subject_key,
    from_set,
    to_set,
    cost_category,
    max(share_basis) as share_basis,
    cast(sum(amount_sek) as decimal(18, 2)) as change_sek
from both_sides
group by subject_key, from_set, to_set, cost_category
having sum(amount_sek) <> 0
