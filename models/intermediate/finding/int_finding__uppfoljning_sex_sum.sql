-- Numbers of persons are not told: they may be too small to show.
select
    {{ finding('uppfoljning_sex_sum', 'association_code', 'fiscal_year', 'programme_code') }}
from {{ ref('int_uppfoljning__programme') }}
where women_count + men_count <> total_count
