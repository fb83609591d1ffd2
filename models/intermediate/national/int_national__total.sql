-- What the shares of a line are taken of: its type as a whole, and all programmes where every type is there.
with

types as (
    select
        overview.basis,
        overview.fiscal_year,
        overview.programme_type,
        overview.sex,
        overview.programme_count,
        overview.participant_count
    from {{ ref('int_national__overview') }} as overview
    where
        overview.orientation = ''
        and overview.target_group = ''
),

years as (
    select
        types.basis,
        types.fiscal_year,
        sum(types.programme_count) as programme_count
    from types
    where types.sex = 'all'
    group by types.basis, types.fiscal_year
    having count(types.programme_count) = (select count(*) from {{ ref('programme_type') }})
)

select
    types.basis,
    types.fiscal_year,
    types.programme_type,
    types.sex,
    types.programme_count,
    types.participant_count,
    years.programme_count as programme_count_of_all_types
from types
left join years
    on
        types.basis = years.basis
        and types.fiscal_year = years.fiscal_year
