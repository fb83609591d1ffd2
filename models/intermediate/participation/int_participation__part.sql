-- Rows for everyone together and rows per sex are two views of the same persons: each slice is made from one of them only.
with

counted as (
    select
        *,
        max(case when sex = 'all' then 1 else 0 end) over same_count = 1 as has_rows_for_all,
        max(case when municipality_code <> '' and sex = 'all' then 1 else 0 end) over same_count = 1
            as tells_residence_of_all,
        max(case when municipality_code <> '' and sex <> 'all' then 1 else 0 end) over same_count = 1 as has_cross_rows
    from {{ ref('int_participation__delivered') }}
    where
        delivery_rank = 1
        and origin_rank = 1
        and has_counts
    window same_count as (
        partition by
            association_code, programme_code, period_from, period_to, count_basis, registration_kind, source_system
    )
),

slices as (
    select 'total' as slice, '' as slice_municipality, 'all' as slice_sex, *
    from counted
    where (sex = 'all') = has_rows_for_all
    union all
    select
        'municipality' as slice,
        municipality_code as slice_municipality,
        'all' as slice_sex,
        *
    from counted
    where
        (sex = 'all') = has_rows_for_all
        and (tells_residence_of_all or (has_cross_rows and not has_rows_for_all))
    union all
    select 'sex' as slice, '' as slice_municipality, sex as slice_sex, *
    from counted
    where sex <> 'all'
    union all
    select 'municipality_sex' as slice, municipality_code as slice_municipality, sex as slice_sex, *
    from counted
    where
        sex <> 'all'
        and has_cross_rows
)

select
    slices.association_code,
    slices.programme_code,
    slices.period_from,
    slices.period_to,
    slices.count_basis,
    slices.registration_kind,
    slices.source_system,
    slices.slice,
    case
        when slices.slice not in ('municipality', 'municipality_sex') then ''
        when slices.slice_municipality = '' then unknown.municipality_code
        -- a protected identity is never told apart from an unknown residence
        else coalesce(residences.shown_as, slices.slice_municipality)
    end as municipality_code,
    slices.slice_sex as sex,
    slices.municipality_code as delivered_municipality_code,
    slices.sex as delivered_sex,
    slices.opening_count,
    slices.new_count,
    slices.completed_count,
    slices.closing_count,
    coalesce(slices.total_count, slices.opening_count + slices.new_count) as total_count,
    slices.extraction_date,
    slices.origin,
    slices.file_sha256,
    slices.line_no,
    provenances.rank as provenance_rank
from slices
left join {{ ref('provenance') }} as provenances
    on slices.provenance = provenances.provenance
left join {{ ref('municipality') }} as residences
    on slices.slice_municipality = residences.municipality_code
left join {{ ref('municipality') }} as unknown
    on unknown.kind = 'unknown'
