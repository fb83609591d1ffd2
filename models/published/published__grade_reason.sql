-- A measure that could tell a count of persons is for the controller function only.
select
    fact_key,
    indicator_code,
    association_code,
    fiscal_year,
    dimension,
    reason_code,
    case when not about_persons then measure end as measure,
    cut_off,
    grade,
    about_persons,
    reason_sv,
    reason_en
from {{ ref('controller__grade_reason') }}
