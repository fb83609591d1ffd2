-- Exits from deliveries and from person rows. A delivery does not name its system: it is that of the programme's counts where they have one.
with

systems as (
    select
        association_code,
        programme_code,
        period_to,
        min(source_system) as source_system
    from {{ ref('int_participation__delivered') }}
    group by association_code, programme_code, period_to
    having min(source_system) = max(source_system)
),

delivered as (
    select
        deliveries.association_code,
        exits.programme_code,
        coalesce(exits.municipality_code, '') as municipality_code,
        exits.period_from,
        exits.period_to,
        coalesce(exits.sex, 'all') as sex,
        exits.exit_reason,
        coalesce(exits.public_support, '') as public_support,
        exits.exit_count,
        coalesce(systems.source_system, 'internal') as source_system,
        exits.extraction_date,
        exits.provenance,
        exits.extent_pct,
        exits.file_sha256,
        exits.line_no,
        'delivered' as origin
    from {{ ref('stg_exits__count') }} as exits
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            exits.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'exits'
    left join systems
        on
            deliveries.association_code = systems.association_code
            and exits.programme_code = systems.programme_code
            and exits.period_to = systems.period_to
),

reported as (
    select * from delivered
    union all
    select
        association_code,
        programme_code,
        coalesce(municipality_code, '') as municipality_code,
        period_from,
        period_to,
        sex,
        coalesce(exit_reason, '') as exit_reason,
        public_support,
        exit_count,
        source_system,
        extraction_date,
        provenance,
        cast(null as decimal(5, 2)) as extent_pct,
        cast(null as varchar) as file_sha256,
        cast(null as integer) as line_no,
        'person' as origin
    from {{ ref('int_person__exit') }}
),

dated as (
    select
        *,
        max(extraction_date) over (
            partition by association_code, programme_code, period_from, period_to, source_system, origin
        ) as origin_date
    from reported
)

select
    association_code,
    programme_code,
    municipality_code,
    period_from,
    period_to,
    sex,
    exit_reason,
    public_support,
    coalesce(extent_pct, -1) as extent_key,
    extent_pct,
    exit_count,
    source_system,
    extraction_date,
    provenance,
    file_sha256,
    line_no,
    origin,
    row_number() over (
        partition by
            association_code, programme_code, municipality_code, period_from, period_to, sex, exit_reason,
            public_support, extent_pct, source_system, origin
        order by extraction_date desc, file_sha256, line_no
    ) as delivery_rank,
    -- the same exits as counts and as person rows count once: what was extracted last
    dense_rank() over (
        partition by association_code, programme_code, period_from, period_to, source_system
        order by origin_date desc, origin
    ) as origin_rank
from dated
