-- Participants of each programme, year and measure in the counts of their periods.
with

counted as (
    select
        counts.association_code,
        counts.programme_code,
        counts.fiscal_year,
        counts.measure_code,
        officials.registration_kind,
        officials.source_system,
        case
            when counts.measure_code = 'new_participants' then 'new'
            when counts.measure_code = 'completed_participants' then 'completed'
            when officials.total_count is null then 'new'
            else 'total'
        end as figure
    from {{ ref('int_indicator__participation_count') }} as counts
    inner join {{ ref('int_participation__official') }} as officials
        on
            counts.association_code = officials.association_code
            and counts.programme_code = officials.programme_code
            and counts.fiscal_year = officials.fiscal_year
            and officials.count_basis = 'registered'
            and officials.registration_kind = case
                when counts.measure_code = 'participants_anonymous' then 'anonymous'
                when counts.measure_code in ('structural_participations', 'volume_cases') then 'volume'
                else 'named'
            end
)

select
    counted.association_code,
    counted.programme_code,
    counted.fiscal_year,
    counted.measure_code,
    terms.source_key,
    terms.coefficient
from counted
inner join {{ ref('int_source__year_term') }} as terms
    on
        counted.association_code = terms.association_code
        and counted.programme_code = terms.programme_code
        and counted.fiscal_year = terms.fiscal_year
        and counted.registration_kind = terms.registration_kind
        and counted.source_system = terms.source_system
        and counted.figure = terms.figure
        and terms.count_basis = 'registered'
        and terms.slice = 'total'
