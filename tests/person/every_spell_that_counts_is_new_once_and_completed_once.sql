-- Per programme: spells = new participations of all years + those there before the first year; exits known by as_of = completed.
with

spells as (
    select
        spells.association_code,
        spells.programme_code,
        count(*) as spell_count,
        count(case when spells.exit_date <= runs.as_of then 1 end) as exit_count
    from {{ ref('int_person__spell') }} as spells
    cross join {{ ref('stg_delivery__run') }} as runs
    group by spells.association_code, spells.programme_code
),

years as (
    select
        association_code,
        period_from,
        period_to,
        period_from = min(period_from) over (partition by association_code) as is_first
    from {{ ref('int_person__period') }}
    where period_type = 'year'
),

flows as (
    select
        flows.association_code,
        flows.programme_code,
        sum(flows.new_count + case when years.is_first then flows.opening_count else 0 end) as spell_count,
        sum(flows.completed_count) as exit_count
    from {{ ref('int_person__flow') }} as flows
    inner join years
        on
            flows.association_code = years.association_code
            and flows.period_from = years.period_from
            and flows.period_to = years.period_to
    where flows.count_basis = 'registered'
    group by flows.association_code, flows.programme_code
)

select
    spells.association_code,
    spells.programme_code,
    spells.spell_count,
    flows.spell_count as flow_spell_count,
    spells.exit_count,
    flows.exit_count as flow_exit_count
from spells
left join flows
    on
        spells.association_code = flows.association_code
        and spells.programme_code = flows.programme_code
where
    flows.spell_count is null
    or spells.spell_count <> flows.spell_count
    or spells.exit_count <> flows.exit_count
