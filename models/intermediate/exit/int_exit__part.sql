-- As for participants: the total comes from the rows for everyone together where they exist, else from the rows per sex.
with

counted as (
    select
        *,
        max(case when sex = 'all' then 1 else 0 end) over same_count = 1 as has_rows_for_all
    from {{ ref('int_exit__mapped') }}
    window same_count as (
        partition by association_code, programme_code, period_from, period_to, source_system, count_kind
    )
),

slices as (
    select 'total' as slice, '' as slice_municipality, 'all' as slice_sex, *
    from counted
    where (sex = 'all') = has_rows_for_all
    union all
    select 'municipality' as slice, municipality_code as slice_municipality, 'all' as slice_sex, *
    from counted
    where
        (sex = 'all') = has_rows_for_all
        and municipality_code <> ''
    union all
    select 'sex' as slice, '' as slice_municipality, sex as slice_sex, *
    from counted
    where sex <> 'all'
)

select
    association_code,
    programme_code,
    period_from,
    period_to,
    fiscal_year,
    source_system,
    slice,
    slice_municipality as municipality_code,
    slice_sex as sex,
    delivered_municipality_code,
    sex as delivered_sex,
    exit_reason,
    outcome_class,
    count_kind,
    public_support,
    delivered_support,
    extent_key,
    exit_count,
    extraction_date,
    provenance_rank,
    origin,
    file_sha256,
    line_no
from slices
