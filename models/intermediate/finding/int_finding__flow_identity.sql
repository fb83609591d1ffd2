-- As delivered, not as completed by us: opening + new = total, opening + new - completed = closing.
with

delivered as (
    select *
    from {{ ref('int_participation__delivered') }}
    where
        delivery_rank = 1
        and origin_rank = 1
),

sides as (
    select
        association_code,
        period_to,
        programme_code,
        source_system,
        'total' as flow_count,
        opening_count + new_count as expected,
        total_count as actual
    from delivered
    union all
    select
        association_code,
        period_to,
        programme_code,
        source_system,
        'closing' as flow_count,
        coalesce(total_count, opening_count + new_count) - completed_count as expected,
        closing_count as actual
    from delivered
)

select
    {{ finding('flow_identity', 'association_code', 'year(period_to)',
               "concat(programme_code, ' (', source_system, ')')", 'expected', 'actual', 'flow_count', 'flow_count') }}
from sides
where expected <> actual
