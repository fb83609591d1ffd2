select
    stays.association_code,
    stays.unit_code,
    stays.fiscal_year,
    bands.stay_band,
    count(*) as completed_count
from {{ ref('int_person__completed_stay') }} as stays
inner join {{ ref('stay_band') }} as bands
    on
        stays.stay_days between bands.days_from and bands.days_to
        and stays.exit_date between bands.valid_from and bands.valid_to
group by stays.association_code, stays.unit_code, stays.fiscal_year, bands.stay_band
