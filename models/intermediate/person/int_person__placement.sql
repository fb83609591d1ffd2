-- Work training among the participations of the year. No row where no participation tells of a place; then it is not known.
select
    units.reporting_code as association_code,
    units.unit_code,
    spells.fiscal_year,
    count(case when spells.placement_type = 'external' then 1 end) as external_count,
    count(case when spells.placement_type in ('external', 'internal') then 1 end) as in_work_training_count,
    max(spells.provenance_rank) as provenance_rank
from {{ ref('int_person__spell_period') }} as spells
inner join {{ ref('int_person__reporting_unit') }} as units
    on
        spells.association_code = units.association_code
        and spells.programme_code = units.programme_code
        and spells.fiscal_year = units.fiscal_year
where
    spells.period_type = 'year'
    and spells.placement_type is not null
group by units.reporting_code, units.unit_code, spells.fiscal_year
