-- Per association, part, year and method: exactly one size is official where any is known, and none where none is.
select
    association_code,
    unit_code,
    fiscal_year,
    method,
    count(person_count) as known_count,
    sum(case when is_official then 1 else 0 end) as official_count,
    sum(case when is_official and person_count is null then 1 else 0 end) as unknown_official_count
from {{ ref('fct_target_group') }}
group by association_code, unit_code, fiscal_year, method
having
    sum(case when is_official then 1 else 0 end) <> case when count(person_count) > 0 then 1 else 0 end
    or sum(case when is_official and person_count is null then 1 else 0 end) > 0
