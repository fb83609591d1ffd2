-- Counts from every way in: delivered counts, person rows that were counted, Uppföljning Finsam. The latest extraction holds.
with

reported as (
    select
        deliveries.association_code,
        counts.programme_code,
        counts.municipality_code,
        counts.period_from,
        counts.period_to,
        counts.sex,
        counts.count_basis,
        counts.registration_kind,
        counts.opening_count,
        counts.new_count,
        counts.completed_count,
        counts.closing_count,
        counts.total_count,
        counts.budgeted_count,
        counts.source_system,
        counts.extraction_date,
        counts.provenance,
        counts.file_sha256,
        counts.line_no,
        'delivered' as origin
    from {{ ref('stg_participants__count') }} as counts
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            counts.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'participants'
    union all
    select
        association_code,
        programme_code,
        municipality_code,
        period_from,
        period_to,
        sex,
        count_basis,
        registration_kind,
        opening_count,
        new_count,
        completed_count,
        closing_count,
        total_count,
        budgeted_count,
        source_system,
        extraction_date,
        provenance,
        file_sha256,
        line_no,
        'uppfoljning' as origin
    from {{ ref('int_uppfoljning__participation') }}
    union all
    select
        association_code,
        programme_code,
        municipality_code,
        period_from,
        period_to,
        sex,
        count_basis,
        registration_kind,
        opening_count,
        new_count,
        completed_count,
        closing_count,
        total_count,
        cast(null as bigint) as budgeted_count,
        source_system,
        extraction_date,
        provenance,
        cast(null as varchar) as file_sha256,
        cast(null as integer) as line_no,
        'person' as origin
    from {{ ref('int_person__flow') }}
),

told_apart as (
    select
        *,
        coalesce(opening_count, new_count, completed_count, closing_count, total_count) is not null as has_counts
    from reported
),

dated as (
    select
        *,
        max(extraction_date) over (
            partition by
                association_code, programme_code, period_from, period_to, count_basis, registration_kind,
                source_system, origin, has_counts
        ) as origin_date
    from told_apart
)

select
    association_code,
    programme_code,
    coalesce(municipality_code, '') as municipality_code,
    period_from,
    period_to,
    sex,
    count_basis,
    registration_kind,
    opening_count,
    new_count,
    completed_count,
    closing_count,
    total_count,
    budgeted_count,
    source_system,
    extraction_date,
    provenance,
    file_sha256,
    line_no,
    has_counts,
    origin,
    row_number() over (
        partition by
            association_code, programme_code, municipality_code, period_from, period_to, sex, count_basis,
            registration_kind, source_system, has_counts, origin
        order by extraction_date desc, file_sha256, line_no
    ) as delivery_rank,
    -- the same persons as counts and as person rows count once: what was extracted last
    dense_rank() over (
        partition by
            association_code, programme_code, period_from, period_to, count_basis, registration_kind, source_system,
            has_counts
        order by origin_date desc, origin
    ) as origin_rank
from dated
