-- Per association and year: programmes of all types = programmes of all orientations = programmes.
select
    association_code,
    fiscal_year,
    sum(case when breakdown = '' then amount end) as programmes,
    sum(case when breakdown = 'programme_type' then amount end) as programmes_by_type,
    sum(case when breakdown = 'orientation' then amount end) as programmes_by_orientation
from {{ ref('int_indicator__programme_measure') }}
where measure_code = 'programmes_total'
group by association_code, fiscal_year
having
    sum(case when breakdown = '' then amount end) <> sum(case when breakdown = 'programme_type' then amount end)
    or sum(case when breakdown = '' then amount end) <> sum(case when breakdown = 'orientation' then amount end)
