-- What lowers the grade of a number: what was measured against it, held against the cut-offs in force for its association and year.
with

evidence as (
    select
        values_.fact_key,
        values_.indicator_code,
        values_.association_code,
        values_.fiscal_year,
        rules.dimension,
        found.reason_code,
        case when rules.worse_when = 'below' then found.lowest else found.highest end as measure,
        case when rules.worse_when = 'below' then -1 else 1 end as direction,
        rules.b_cut_off,
        rules.c_cut_off,
        rules.not_published_cut_off,
        rules.about_persons,
        rules.reason_sv,
        rules.reason_en
    from {{ ref('int_grade__evidence') }} as found
    inner join {{ ref('int_indicator__value') }} as values_
        on found.fact_key = values_.fact_key
    inner join {{ ref('grade_rule') }} as rules
        on
            found.reason_code = rules.reason_code
            and rules.association_code in (values_.association_code, '*')
            and values_.period_end between rules.valid_from and rules.valid_to
            and coalesce(found.base, rules.minimum_base, 0) >= coalesce(rules.minimum_base, 0)
    -- an association's own row holds before that of all
    qualify
        row_number() over (
            partition by found.fact_key, found.reason_code
            order by case when rules.association_code = '*' then 1 else 0 end
        ) = 1
),

graded as (
    select
        evidence.*,
        case
            {%- for grade, cut_off in [
                ('not_published', 'not_published_cut_off'), ('C', 'c_cut_off'), ('B', 'b_cut_off')
            ] %}
            when evidence.measure * evidence.direction > evidence.{{ cut_off }} * evidence.direction then '{{ grade }}'
            {%- endfor %}
        end as grade
    from evidence
)

select
    fact_key,
    indicator_code,
    association_code,
    fiscal_year,
    dimension,
    reason_code,
    measure,
    case grade
        when 'not_published' then not_published_cut_off
        when 'C' then c_cut_off
        else b_cut_off
    end as cut_off,
    grade,
    about_persons,
    reason_sv,
    reason_en
from graded
where grade is not null
union all
select
    values_.fact_key,
    values_.indicator_code,
    values_.association_code,
    values_.fiscal_year,
    'provenance' as dimension,
    grades.reason_code,
    cast(null as decimal(28, 10)) as measure,
    cast(null as decimal(18, 4)) as cut_off,
    grades.grade,
    false as about_persons,
    grades.reason_sv,
    grades.reason_en
from {{ ref('int_indicator__value') }} as values_
inner join {{ ref('definition_set') }} as sets
    on values_.definition_set = sets.definition_set
inner join {{ ref('provenance') }} as provenances
    on values_.provenance_rank = provenances.rank
left join {{ ref('int_indicator__dependence') }} as dependence
    on values_.indicator_code = dependence.indicator_code
inner join {{ ref('provenance_grade') }} as grades
    on
        provenances.provenance = grades.provenance
        and (dependence.rests_on_cost_type or sets.kind <> 'practice') = grades.rests_on_cost_type
        and values_.period_end between grades.valid_from and grades.valid_to
where grades.reason_code is not null
