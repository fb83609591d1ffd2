-- Every value that covers only some of its parts has coverage below 1, a grade below A and the reason named.
select
    indicator_code,
    association_code,
    period_end,
    definition_set,
    coverage,
    grade,
    grade_reasons
from {{ ref('published__indicator_value') }}
where
    coverage is null
    or coverage > 1
    or (coverage < 1 and (grade = 'A' or grade_reasons not like '%partial_coverage%'))
