-- Per programme and period: exits = completed participations (also by municipality and sex), referrals = new ones.
with

flows as (
    select *
    from {{ ref('int_person__flow') }}
    where count_basis = 'registered'
),

both_sides as (
    select
        association_code, programme_code, municipality_code, sex, period_from, period_to,
        exit_count as told_count, 0 as flow_count
    from {{ ref('int_person__exit') }}
    union all
    select
        association_code, programme_code, municipality_code, sex, period_from, period_to,
        0 as told_count, completed_count as flow_count
    from flows
    union all
    select
        association_code, programme_code, 'referrals' as municipality_code, 'referrals' as sex, period_from, period_to,
        referral_count as told_count, 0 as flow_count
    from {{ ref('int_person__referral') }}
    union all
    select
        association_code, programme_code, 'referrals' as municipality_code, 'referrals' as sex, period_from, period_to,
        0 as told_count, new_count as flow_count
    from flows
)

select
    association_code,
    programme_code,
    municipality_code,
    sex,
    period_from,
    period_to,
    sum(told_count) as told_count,
    sum(flow_count) as flow_count
from both_sides
group by association_code, programme_code, municipality_code, sex, period_from, period_to
having sum(told_count) <> sum(flow_count)
