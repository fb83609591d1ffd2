-- Per association, programme, period, basis, kind and source: the latest delivered rows, one way of telling the sexes, are the total of the flow.
with

delivered as (
    select
        files.association_code,
        counts.programme_code,
        counts.period_from,
        counts.period_to,
        counts.count_basis,
        counts.registration_kind,
        counts.source_system,
        counts.municipality_code,
        counts.sex,
        coalesce(counts.total_count, counts.opening_count + counts.new_count) as person_count,
        counts.completed_count,
        dense_rank() over (
            partition by
                files.association_code, counts.programme_code, counts.municipality_code, counts.period_from,
                counts.period_to, counts.sex, counts.count_basis, counts.registration_kind, counts.source_system
            order by counts.extraction_date desc, counts.file_sha256
        ) as latest
    from {{ ref('stg_participants__count') }} as counts
    inner join {{ ref('stg_delivery__file') }} as files
        on
            counts.file_sha256 = files.file_sha256
            and files.source = 'participants'
    where
        coalesce(
            counts.opening_count, counts.new_count, counts.completed_count, counts.closing_count, counts.total_count
        ) is not null
),

ways as (
    select
        *,
        max(case when sex = 'all' then 1 else 0 end) over (
            partition by
                association_code, programme_code, period_from, period_to, count_basis, registration_kind, source_system
        ) as tells_all
    from delivered
    where latest = 1
),

expected as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system,
        case when count(*) = count(person_count) then sum(person_count) end as person_count,
        case when count(*) = count(completed_count) then sum(completed_count) end as completed_count
    from ways
    where (sex = 'all') = (tells_all = 1)
    group by
        association_code, programme_code, period_from, period_to, count_basis, registration_kind, source_system
)

select expected.*
from expected
left join {{ ref('controller__participant_flow') }} as flows
    on
        expected.association_code = flows.association_code
        and expected.programme_code = flows.programme_code
        and expected.period_from = flows.period_start
        and expected.period_to = flows.period_end
        and expected.count_basis = flows.count_basis
        and expected.registration_kind = flows.registration_kind
        and expected.source_system = flows.source_system
        and flows.slice = 'total'
where
    flows.fact_key is null
    or expected.person_count <> flows.total
    or expected.completed_count <> flows.completed
