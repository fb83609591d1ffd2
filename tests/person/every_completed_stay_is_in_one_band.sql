-- Per unit and year: completed with a stay = sum over the bands.
with

bands as (
    select association_code, unit_code, fiscal_year, sum(completed_count) as completed_count
    from {{ ref('int_person__stay_band') }}
    group by association_code, unit_code, fiscal_year
)

select
    stays.association_code,
    stays.unit_code,
    stays.fiscal_year,
    stays.completed_count,
    bands.completed_count as in_bands
from {{ ref('int_person__stay') }} as stays
left join bands
    on
        stays.association_code = bands.association_code
        and stays.unit_code = bands.unit_code
        and stays.fiscal_year = bands.fiscal_year
where
    bands.completed_count is null
    or stays.completed_count <> bands.completed_count
