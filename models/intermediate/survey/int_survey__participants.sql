-- Persons that a survey or a follow-up could reach, counted as the indicators count them: one definition of participants.
select
    association_code,
    unit_code,
    fiscal_year,
    cast(max(case when measure_code = 'participants_registered' then amount end) as bigint) as participant_count,
    cast(max(case when measure_code = 'completed_participants' then amount end) as bigint) as completed_count,
    max(provenance_rank) as provenance_rank
from {{ ref('int_indicator__participation_measure') }}
where
    breakdown = ''
    and measure_code in ('participants_registered', 'completed_participants')
group by association_code, unit_code, fiscal_year
