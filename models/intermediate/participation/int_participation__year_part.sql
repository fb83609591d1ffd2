-- What a calendar year is made of: the year as delivered; where only shorter periods are, the longest of them.
with

dated as (
    select
        *,
        year(period_to) as fiscal_year,
        {{ months_covered('period_from', 'period_to') }} as month_count
    from {{ ref('int_participation__slice') }}
),

within_a_year as (
    select
        *,
        max(month_count) over (
            partition by association_code, programme_code, fiscal_year, count_basis, registration_kind, source_system
        ) as longest
    from dated
    where
        month_count <= (
            select types.month_count
            from {{ ref('period_type') }} as types
            where types.period_type = 'year'
        )
)

select
    *,
    row_number() over (
        partition by
            association_code, programme_code, fiscal_year, count_basis, registration_kind, source_system, slice,
            municipality_code, sex
        order by period_from
    ) as place_from_start,
    row_number() over (
        partition by
            association_code, programme_code, fiscal_year, count_basis, registration_kind, source_system, slice,
            municipality_code, sex
        order by period_to desc
    ) as place_from_end,
    count(*) over (
        partition by
            association_code, programme_code, fiscal_year, count_basis, registration_kind, source_system, slice,
            municipality_code, sex
    ) as period_count
from within_a_year
where month_count = longest
