-- Per county, year and method: numerator, denominator and number of parts = those of the associations of the county.
with

parts as (
    select
        counties.association_code,
        reach.fiscal_year,
        reach.method,
        sum(reach.numerator) as numerator,
        sum(reach.denominator) as denominator,
        count(*) as part_count
    from {{ ref('fct_reach') }} as reach
    inner join {{ ref('association') }} as members
        on
            reach.association_code = members.association_code
            and members.kind = 'association'
            and reach.unit_code = ''
    inner join {{ ref('association') }} as counties
        on
            members.county_code = counties.county_code
            and counties.kind = 'county'
    group by counties.association_code, reach.fiscal_year, reach.method
),

shown as (
    select reach.*
    from {{ ref('fct_reach') }} as reach
    inner join {{ ref('association') }} as counties
        on
            reach.association_code = counties.association_code
            and counties.kind = 'county'
)

select
    coalesce(parts.association_code, shown.association_code) as association_code,
    coalesce(parts.fiscal_year, shown.fiscal_year) as fiscal_year,
    coalesce(parts.method, shown.method) as method,
    parts.numerator,
    shown.numerator as shown_numerator,
    parts.denominator,
    shown.denominator as shown_denominator
from parts
full outer join shown
    on
        parts.association_code = shown.association_code
        and parts.fiscal_year = shown.fiscal_year
        and parts.method = shown.method
where
    coalesce(parts.numerator, -1) <> coalesce(shown.numerator, -1)
    or coalesce(parts.denominator, -1) <> coalesce(shown.denominator, -1)
    or coalesce(parts.part_count, -1) <> coalesce(shown.part_count, -1)
