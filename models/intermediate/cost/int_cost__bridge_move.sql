-- Leaving and arriving amounts of a subject are laid on one line in category order; where they overlap, money moved.
with

placed as (
    select
        subject_key,
        from_set,
        to_set,
        cost_category,
        share_basis,
        case when change_sek < 0 then 'leaves' else 'arrives' end as side,
        abs(change_sek) as size_sek,
        sum(abs(change_sek)) over (
            partition by subject_key, from_set, to_set, case when change_sek < 0 then 'leaves' else 'arrives' end
            order by cost_category
            rows between unbounded preceding and current row
        ) as upper_sek
    from {{ ref('int_cost__bridge_flow') }}
),

shifts as (
    select
        leaving.subject_key,
        leaving.from_set,
        leaving.to_set,
        leaving.cost_category as from_category,
        arriving.cost_category as to_category,
        arriving.share_basis,
        least(leaving.upper_sek, arriving.upper_sek)
        - greatest(leaving.upper_sek - leaving.size_sek, arriving.upper_sek - arriving.size_sek) as amount_sek
    from placed as leaving
    inner join placed as arriving
        on
            leaving.subject_key = arriving.subject_key
            and leaving.from_set = arriving.from_set
            and leaving.to_set = arriving.to_set
            and leaving.side = 'leaves'
            and arriving.side = 'arrives'
)

select
    shifts.subject_key,
    shifts.from_set,
    shifts.to_set,
    shifts.from_category,
    shifts.to_category,
    rules.rule_id,
    rules.cost_type,
    shifts.share_basis,
    cast(shifts.amount_sek as decimal(18, 2)) as amount_sek
from shifts
inner join {{ ref('int_cost__rule') }} as rules
    on
        shifts.subject_key = rules.subject_key
        and shifts.to_set = rules.definition_set
where shifts.amount_sek > 0
