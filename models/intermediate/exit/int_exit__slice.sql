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
    exit_reason,
    outcome_class,
    count_kind,
    public_support,
    cast(sum(exit_count) as bigint) as exit_count,
    max(extraction_date) as extraction_date,
    max(provenance_rank) as provenance_rank
from slices
group by
    association_code,
    programme_code,
    period_from,
    period_to,
    fiscal_year,
    source_system,
    slice,
    slice_municipality,
    slice_sex,
    exit_reason,
    outcome_class,
    count_kind,
    public_support
