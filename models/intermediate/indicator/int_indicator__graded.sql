-- The grade is the worst of what is known against the number; each reason is named.
with

all_values as (
    select * from {{ ref('int_indicator__association_value') }}
    union all
    select * from {{ ref('int_indicator__county_value') }}
),

reasons as (
    select
        all_values.indicator_code,
        all_values.association_code,
        all_values.unit_code,
        all_values.fiscal_year,
        all_values.definition_set,
        all_values.breakdown,
        all_values.breakdown_value,
        all_values.numerator,
        all_values.denominator,
        all_values.is_ratio,
        all_values.first_source,
        all_values.last_source,
        all_values.part_count,
        all_values.whole_count,
        provenance_grades.grade as provenance_grade,
        provenance_grades.reason_code as provenance_reason,
        case when all_values.part_count < all_values.whole_count then rules_coverage.grade end as coverage_grade,
        case when all_values.part_count < all_values.whole_count then rules_coverage.reason_code end as coverage_reason,
        case when unclassified.unclassified_sek is not null then rules_unclassified.grade end as unclassified_grade,
        case when unclassified.unclassified_sek is not null then rules_unclassified.reason_code end
            as unclassified_reason
    from all_values
    left join {{ ref('definition_set') }} as sets
        on all_values.definition_set = sets.definition_set
    left join {{ ref('int_indicator__dependence') }} as dependence
        on all_values.indicator_code = dependence.indicator_code
    left join {{ ref('provenance') }} as provenances
        on all_values.provenance_rank = provenances.rank
    left join {{ ref('provenance_grade') }} as provenance_grades
        on
            provenances.provenance = provenance_grades.provenance
            and (dependence.rests_on_cost_type or sets.kind <> 'practice') = provenance_grades.rests_on_cost_type
    left join {{ ref('int_indicator__unclassified') }} as unclassified
        on
            all_values.association_code = unclassified.association_code
            and all_values.fiscal_year = unclassified.fiscal_year
            and all_values.definition_set = unclassified.definition_set
            and all_values.breakdown_value = unclassified.breakdown_value
            and dependence.rests_on_category
    left join {{ ref('grade_rule') }} as rules_coverage
        on rules_coverage.reason_code = 'partial_coverage'
    left join {{ ref('grade_rule') }} as rules_unclassified
        on rules_unclassified.reason_code = 'unclassified_cost'
)

select
    indicator_code,
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    breakdown,
    breakdown_value,
    numerator,
    denominator,
    is_ratio,
    first_source,
    last_source,
    part_count,
    whole_count,
    greatest(coalesce(provenance_grade, 'C'), coalesce(coverage_grade, 'A'), coalesce(unclassified_grade, 'A'))
        as grade,
    concat_ws('|', provenance_reason, coverage_reason, unclassified_reason) as grade_reasons
from reasons
