-- Exits of the official source within a calendar year: the whole year as delivered, else the longest shorter periods.
with

dated as (
    select
        *,
        {{ months_covered('period_from', 'period_to') }} as month_count
    from {{ ref('int_exit__slice') }}
),

longest as (
    select
        *,
        max(month_count) over (
            partition by association_code, programme_code, fiscal_year, source_system, count_kind
        ) as longest_count
    from dated
    where
        month_count <= (
            select types.month_count
            from {{ ref('period_type') }} as types
            where types.period_type = 'year'
        )
)

select longest.*
from longest
inner join {{ ref('int_participation__source_use') }} as uses
    on
        longest.association_code = uses.association_code
        and longest.programme_code = uses.programme_code
        and longest.fiscal_year = uses.fiscal_year
        and longest.source_system = uses.source_system
        and uses.figure = 'exits'
        and uses.is_official
where longest.month_count = longest.longest_count
