-- A sum exists only where every part of it exists; what an identity gives is filled in and named in derived_counts.
with

sums as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system,
        slice,
        municipality_code,
        sex,
        case when count(opening_count) = count(*) then sum(opening_count) end as opening_count,
        case when count(new_count) = count(*) then sum(new_count) end as new_count,
        case when count(completed_count) = count(*) then sum(completed_count) end as completed_count,
        case when count(closing_count) = count(*) then sum(closing_count) end as closing_count,
        case when count(total_count) = count(*) then sum(total_count) end as total_count,
        max(extraction_date) as extraction_date,
        max(provenance_rank) as provenance_rank
    from {{ ref('int_participation__part') }}
    group by
        association_code,
        programme_code,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system,
        slice,
        municipality_code,
        sex
),

with_total as (
    select
        *,
        coalesce(total_count, opening_count + new_count, completed_count + closing_count) as any_total
    from sums
)

select
    association_code,
    programme_code,
    period_from,
    period_to,
    count_basis,
    registration_kind,
    source_system,
    slice,
    municipality_code,
    sex,
    cast(coalesce(opening_count, any_total - new_count) as bigint) as opening_count,
    cast(coalesce(new_count, any_total - opening_count) as bigint) as new_count,
    cast(coalesce(completed_count, any_total - closing_count) as bigint) as completed_count,
    cast(coalesce(closing_count, any_total - completed_count) as bigint) as closing_count,
    cast(any_total as bigint) as total_count,
    concat_ws(
        '|',
        case when opening_count is null and any_total - new_count is not null then 'opening' end,
        case when new_count is null and any_total - opening_count is not null then 'new' end,
        case when completed_count is null and any_total - closing_count is not null then 'completed' end,
        case when closing_count is null and any_total - completed_count is not null then 'closing' end
    ) as derived_counts,
    extraction_date,
    provenance_rank
from with_total
