-- Every provenance = one grade for numbers that rest on a split by cost type and one for numbers that do not.
select
    'provenance_grade' as seed,
    provenances.provenance,
    count(grades.grade) as grade_count
from {{ ref('provenance') }} as provenances
left join {{ ref('provenance_grade') }} as grades
    on
        provenances.provenance = grades.provenance
        and grades.valid_to = make_date(9999, 12, 31)
group by provenances.provenance
having count(grades.grade) <> 2
