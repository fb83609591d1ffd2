-- Survey building blocks of the association and of each unit. Participants are those of the whole unit, asked or not:
-- a coverage of the surveyed programmes only would hide those that were never asked.
with

parts as (
    select
        association_code,
        '' as unit_code,
        fiscal_year,
        survey,
        breakdown,
        breakdown_value,
        measure_code,
        amount,
        provenance_rank,
        source_system
    from {{ ref('int_survey__measure_part') }}
    union all
    select
        parts.association_code,
        units.unit_code,
        parts.fiscal_year,
        parts.survey,
        parts.breakdown,
        parts.breakdown_value,
        parts.measure_code,
        parts.amount,
        parts.provenance_rank,
        parts.source_system
    from {{ ref('int_survey__measure_part') }} as parts
    inner join {{ ref('int_programme__rollup') }} as units
        on
            parts.association_code = units.association_code
            and parts.programme_code = units.programme_code
),

sums as (
    select
        association_code,
        unit_code,
        fiscal_year,
        breakdown,
        breakdown_value,
        measure_code,
        sum(amount) as amount,
        max(provenance_rank) as provenance_rank,
        source_system
    from parts
    group by association_code, unit_code, fiscal_year, breakdown, breakdown_value, measure_code, source_system
),

participants as (
    select
        sums.association_code,
        sums.unit_code,
        sums.fiscal_year,
        sums.breakdown,
        sums.breakdown_value,
        'survey_participants' as measure_code,
        participants.participant_count as amount,
        participants.provenance_rank,
        sums.source_system
    from sums
    inner join {{ ref('int_survey__participants') }} as participants
        on
            sums.association_code = participants.association_code
            and sums.unit_code = participants.unit_code
            and sums.fiscal_year = participants.fiscal_year
    where sums.measure_code = 'survey_covered'
),

all_measures as (
    select * from sums
    union all
    select * from participants
)

select
    association_code,
    unit_code,
    fiscal_year,
    breakdown,
    breakdown_value,
    measure_code,
    cast(amount as decimal(18, 4)) as amount,
    provenance_rank,
    source_system
from all_measures
where amount is not null
