-- Survey measures in the published results of each programme; the participants are those of the whole unit.
with

parts as (
    select
        association_code,
        programme_code,
        fiscal_year,
        breakdown,
        breakdown_value,
        measure_code,
        {{ cell_id(
            'survey_result',
            fact_key(['association_code', 'programme_code', 'survey_round', 'survey', 'question_no', 'sex']),
            "case measure_code when 'survey_asked' then 'asked_count' when 'survey_score_sum' then 'score_sum' when 'survey_scored_answers' then 'scored_count' else 'answered_count' end"
        ) }} as source_key
    from {{ ref('int_survey__measure_part') }}
),

by_unit as (
    select *, '' as unit_code
    from parts
    union all
    select parts.*, units.unit_code
    from parts
    inner join {{ ref('int_programme__rollup') }} as units
        on
            parts.association_code = units.association_code
            and parts.programme_code = units.programme_code
),

surveyed as (
    select association_code, unit_code, fiscal_year, breakdown, breakdown_value
    from by_unit
    where measure_code = 'survey_covered'
    group by association_code, unit_code, fiscal_year, breakdown, breakdown_value
)

select association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, source_key, 1 as coefficient
from by_unit
union all
select
    surveyed.association_code,
    surveyed.unit_code,
    surveyed.fiscal_year,
    surveyed.breakdown,
    surveyed.breakdown_value,
    'survey_participants' as measure_code,
    counts.source_key,
    counts.coefficient
from surveyed
inner join {{ ref('int_source__participation_part') }} as counts
    on
        surveyed.association_code = counts.association_code
        and surveyed.unit_code = counts.unit_code
        and surveyed.fiscal_year = counts.fiscal_year
        and counts.breakdown = ''
        and counts.measure_code = 'participants_registered'
